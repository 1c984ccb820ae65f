/** Where the built files lie: dist, and shared parts of them one folder below it. */
export function bundleUrl(): URL {
  const here = new URL(import.meta.url);
  return here.pathname.includes("/chunks/") ? new URL("../", here) : here;
}
