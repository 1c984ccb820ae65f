/** What the site says as the page comes: a success in passing, the rest stays until it is read. */

/** "Successfully signed in …" would keep a strip of the screen for as long as the page stands. */
export function greet(page: Document, say: (words: string) => void): void {
  const lines = [...page.querySelectorAll("main .messages > .success")];
  const list = lines[0]?.parentElement;
  for (const line of lines) line.remove();
  if (list?.children.length === 0) list.parentElement?.remove();
  if (lines.length > 0) say(lines.map((line) => line.textContent).join(" "));
}
