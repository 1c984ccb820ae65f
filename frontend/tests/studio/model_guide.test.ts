import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { PARTS } from "../../src/studio/modelguide.ts";

const root = join(import.meta.dirname, "../../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** The anchors of the guide's headings, as its page has them. */
const anchors = [...read("docs/guide.md").matchAll(/^#+ (.+)$/gm)].map(([, words = ""]) =>
  words.toLowerCase().replace(/[^\w -]/g, "").replaceAll(" ", "-"),
);

test("each technique that is shipped has its part of the guide", () => {
  const cards = globSync("generation/checkpoints/*.json", { cwd: root });
  const techniques = new Set(cards.map((path) => (JSON.parse(read(path)) as Named).technique));
  assert.deepEqual([...techniques].toSorted(), Object.keys(PARTS).toSorted());
});

test("the parts are there, and so is the one for models of other techniques", () => {
  for (const part of [...Object.values(PARTS), "a-model-joins-in"])
    assert.ok(anchors.includes(part), part);
});

interface Named {
  readonly technique: string;
}
