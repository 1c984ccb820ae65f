/**
 * What every page has: theme button, menus that close, copy buttons, times in the viewer's zone,
 * countdowns.
 */
import { bindCopyButtons } from "../site/copying.ts";
import { countDown } from "../site/countdown.ts";
import { bindMenus } from "../site/menus.ts";
import { bindThemeButton } from "../site/themes.ts";
import { showLocalTimes } from "../site/times.ts";

bindThemeButton();
bindMenus();
bindCopyButtons();
showLocalTimes(document);
countDown(document);
