/** Words of the site that say who may see a run, so that it need not be asked each time. */

const passes = new Map<string, string>();

export function keepPass(run: string, word: string): void {
  passes.set(run, word);
}

/** As a header; none while there is no pass. */
export function passOf(run: string): Record<string, string> {
  const word = passes.get(run);
  return word ? { "Training-Pass": word } : {};
}
