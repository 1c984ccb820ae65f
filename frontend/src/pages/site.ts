/**
 * What every page has: theme button, menus that close, copy buttons, times in the viewer's zone,
 * countdowns, the current tab in sight, what words mean, and songs that play on while one walks.
 */
import { bindCopyButtons } from "../site/copying.ts";
import { countDown } from "../site/countdown.ts";
import { eachPage } from "../site/eachpage.ts";
import { bindMenus } from "../site/menus.ts";
import { forgetOnSigningOut } from "../site/storing.ts";
import { showCurrentTab } from "../site/tabs.ts";
import { bindThemeButton } from "../site/themes.ts";
import { showLocalTimes } from "../site/times.ts";
import { bindSongs } from "../site/songs.ts";
import { bindWords } from "../site/words.ts";

bindThemeButton();
bindMenus();
forgetOnSigningOut();
bindWords(document);
eachPage((walked) => {
  bindCopyButtons();
  showLocalTimes(document);
  showCurrentTab(document);
  countDown(document, walked ? Date.now() : undefined);
});
bindSongs(() => import("../dock/docking.ts"));
