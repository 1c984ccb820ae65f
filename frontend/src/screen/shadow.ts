/**
 * The shadow root of an element, made once, with `style` as its only sheet: a <style> element would
 * want a nonce.
 */
export function styledShadow(element: HTMLElement, style: string): ShadowRoot {
  const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  return root;
}
