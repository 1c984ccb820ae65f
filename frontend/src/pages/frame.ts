/**
 * What every page has: theme button, menus that close, copy buttons, times in the viewer's zone.
 */
import { bindCopyButtons } from "../frame/copying.ts";
import { bindMenus } from "../frame/menus.ts";
import { bindThemeButton } from "../frame/themes.ts";
import { showLocalTimes } from "../frame/times.ts";

bindThemeButton();
bindMenus();
bindCopyButtons();
showLocalTimes(document);
