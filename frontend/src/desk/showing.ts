/** Which of the site's answers are shown: nobody is told of a field that they have not come to. */

export type Errors = Readonly<Record<string, readonly string[]>>;

export function shownErrors(errors: Errors, touched: ReadonlySet<string>): Record<string, string> {
  const known = Object.entries(errors).filter(([name]) => touched.has(name));
  return Object.fromEntries(known.map(([name, sentences]) => [name, sentences.join(" ")]));
}

/** The address that is proposed while nobody has written one. */
export const proposal = (slug: string, own: boolean): string => (own ? "" : slug);
