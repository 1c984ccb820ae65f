/**
 * What every page has: theme button, menus that close, copy buttons, times in the viewer's zone,
 * and songs that play on while one walks.
 */
import { bindCopyButtons } from "../site/copying.ts";
import { eachPage } from "../site/eachpage.ts";
import { bindMenus } from "../site/menus.ts";
import { bindThemeButton } from "../site/themes.ts";
import { showLocalTimes } from "../site/times.ts";
import { bindSongs } from "../site/songs.ts";

bindThemeButton();
bindMenus();
eachPage(() => {
  bindCopyButtons();
  showLocalTimes(document);
});
bindSongs(() => import("../dock/docking.ts"));
