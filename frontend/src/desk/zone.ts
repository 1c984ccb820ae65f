/** The zone of who plans for the first time: the browser's, where the site knows it. */

/** Among the names that the site knows, or none. */
export const knownZone = (names: readonly string[], here: string): string =>
  names.includes(here) ? here : "";

export function chooseZone(
  form: HTMLFormElement,
  here: string = new Intl.DateTimeFormat().resolvedOptions().timeZone,
): void {
  const select = form.querySelector<HTMLSelectElement>("select[data-guess]");
  if (!select) return;
  const known = knownZone(
    [...select.options].map((option) => option.value),
    here,
  );
  if (!known || known === select.value) return;
  select.value = known;
  // The site is asked at once what the times are by its own clock.
  select.dispatchEvent(new Event("input", { bubbles: true }));
}
