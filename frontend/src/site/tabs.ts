/** Tabs that stand in one line and scroll where there is no room: the current one is in sight. */

export function showCurrentTab(page: ParentNode): void {
  for (const tabs of page.querySelectorAll(".tabs")) {
    const current = tabs.querySelector("[aria-current]");
    if (current) tabs.scrollLeft += middle(current) - middle(tabs);
  }
}

function middle(element: Element): number {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
}
