/** Any epoch whose weights are kept can be taken into the studio by who owns the run. */

const KEPT = "Kept are the best epoch, and 0, 1, 2, 4, 8 and so on.";

/** Where the page has no form for it, somebody else looks on. */
export function showTaking(root: ParentNode, epoch: number, kept: boolean): void {
  const form = root.querySelector<HTMLFormElement>("form[data-take]");
  const asked = form?.querySelector<HTMLInputElement>("[data-take-epoch]");
  if (!form || !asked) return;
  form.hidden = false;
  asked.value = String(epoch);
  const [button, words] = ["button", "[data-take-words]"].map((part) =>
    form.querySelector<HTMLElement>(part),
  );
  if (button) button.hidden = !kept;
  if (words) words.textContent = kept ? "" : `The weights of epoch ${epoch} are gone. ${KEPT}`;
}
