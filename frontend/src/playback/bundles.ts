/** Where the files of the front end lie that a script loads by their address. */

/** Bundles lie in dist, shared parts of them one folder below it. */
export function bundled(name: string): string {
  const here = new URL(import.meta.url);
  const dist = here.pathname.includes("/chunks/") ? new URL("../", here) : here;
  return new URL(`./${name}`, dist).href;
}
