/** The way out of the notes without a mouse: Escape leads to their tools. */

const TOOLS = '[role="toolbar"]:has([data-command="pencil"])';

/** Gives the focus to the tools where the roll has it and no hand is in the middle of something. */
export function leaveNotes(page: ParentNode, roll: Element, handsDown: boolean): void {
  if (document.activeElement !== roll || handsDown) return;
  const tools = page.querySelector(TOOLS);
  tools?.querySelector<HTMLElement>('[tabindex="0"], [data-command="pencil"]')?.focus();
}
