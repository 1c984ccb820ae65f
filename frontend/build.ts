/**
 * Bundles every file of src/pages and src/workers into dist, and puts the synthesizer's audio
 * worklet beside them as a file of its own.
 */
import { glob, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type BuildOptions } from "esbuild";

const here = import.meta.dirname;
const dist = join(here, "dist");
const worklet = join(here, "node_modules/spessasynth_lib/dist/spessasynth_processor.min.js");

// Runs before the first paint: a script of the classic kind, whole in one file.
const first = join("src", "pages", "theme.ts");
const pages = await Array.fromAsync(glob("src/pages/*.ts", { cwd: here }));
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
const alias = { "stb-vorbis": "./src/playback/novorbis.ts" };
await rm(dist, { recursive: true, force: true });
const results = await Promise.all([
  build({ ...alike, entryPoints: [first], format: "iife" }),
  build({
    ...alike,
    entryPoints: pages.filter((page) => page !== first),
    splitting: true,
    format: "esm",
    chunkNames: "chunks/[name]-[hash]",
    alias,
  }),
  // Scripts beside the page: each whole in one file, for nothing else is shared with it.
  build({
    ...alike,
    entryPoints: await Array.fromAsync(glob("src/workers/*.ts", { cwd: here })),
    outdir: join(dist, "workers"),
    format: "esm",
    alias,
  }),
]);
const processor = await readFile(worklet, "utf8");
await mkdir(dist, { recursive: true });
await writeFile(
  join(dist, "spessasynth_processor.min.js"),
  withoutSourceMap(withoutWebAssembly(processor)),
);

/**
 * The processor waits for a decoder that only .sf3 fonts need and that our content security policy
 * refuses to compile.
 */
function withoutWebAssembly(source: string): string {
  const decoder = 'static ready=(async()=>{let e="atob"';
  if (source.split(decoder).length !== 2)
    throw new Error("spessasynth_processor.min.js has changed: look at its Vorbis decoder");
  return source.replace(decoder, 'static ready=(async()=>{return;let e="atob"');
}

/**
 * Its source map is four times its size, and static-file hashing refuses a reference to a file that
 * is not there.
 */
function withoutSourceMap(source: string): string {
  return source.replace(/\n?\/\/# sourceMappingURL=\S+\s*$/, "\n");
}

const outputs = results.flatMap(({ metafile }) => Object.entries(metafile.outputs));
for (const [name, { bytes }] of outputs) {
  if (name.endsWith(".js")) console.log(`${(bytes / 1024).toFixed(1).padStart(8)} kB  ${name}`);
}
