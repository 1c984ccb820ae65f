/** Puts another page in place of this one: its title, sheets, navigation, content and scripts. */
import { pageCame } from "./eachpage.ts";
import { ownScripts } from "./scripts.ts";

const SHEETS = "head link[rel=stylesheet]";
const TOLD = "head meta[name]:not([name=viewport]), head meta[property], head link[rel=alternate]";

export async function swapPage(page: Document): Promise<void> {
  const [here, next] = [document.getElementById("main"), page.getElementById("main")];
  if (!here || !next) return;
  await addSheets(page);
  document.title = page.title;
  for (const old of document.querySelectorAll(TOLD)) old.remove();
  document.head.append(...page.querySelectorAll(TOLD));
  swapNavigation(page);
  here.replaceWith(document.adoptNode(next));
  dropSheets(page);
  pageCame();
  addScripts(page);
  const heading = next.querySelector("h1") ?? next;
  if (!heading.hasAttribute("tabindex")) heading.setAttribute("tabindex", "-1");
  heading.focus({ preventScroll: true });
}

function swapNavigation(page: Document): void {
  const nav = ".masthead nav";
  const next = page.querySelector(nav);
  if (next) document.querySelector(nav)?.replaceWith(document.adoptNode(next));
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]"))
    menu.open = false;
}

const addressesIn = (page: Document): Set<string | null> =>
  new Set([...page.querySelectorAll(SHEETS)].map((sheet) => sheet.getAttribute("href")));

/** New sheets come before what they dress, or the page would be seen bare. */
async function addSheets(page: Document): Promise<void> {
  const known = addressesIn(document);
  const added = [...page.querySelectorAll(SHEETS)]
    .filter((sheet) => !known.has(sheet.getAttribute("href")))
    .map((sheet) => document.importNode(sheet));
  const come = added.map(
    (sheet) =>
      new Promise((resolve) => {
        sheet.addEventListener("load", resolve);
        sheet.addEventListener("error", resolve);
      }),
  );
  document.head.append(...added);
  await Promise.all(come);
}

function dropSheets(page: Document): void {
  const kept = addressesIn(page);
  for (const sheet of document.querySelectorAll(SHEETS))
    if (!kept.has(sheet.getAttribute("href"))) sheet.remove();
}

/** A module runs once; one that was here before hears that a page has come. */
function addScripts(page: Document): void {
  const known = new Set(ownScripts(document).map((script) => script.src));
  for (const { src } of ownScripts(page)) {
    const address = new URL(src, location.href).href;
    if (known.has(address)) continue;
    const script = document.createElement("script");
    Object.assign(script, { type: "module", src: address });
    script.dataset["again"] = "";
    document.body.append(script);
  }
}
