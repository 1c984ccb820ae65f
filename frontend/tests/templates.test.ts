import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { PLACES } from "../src/studio/elements.ts";

// What scripts look up on a page is there: a missing place fails here, not under somebody's hands.
const root = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const templates = globSync("templates/**/*.html", { cwd: root }).map(read).join("\n");
const studioParts = globSync("templates/compositions/studio/*.html", { cwd: root });
const sources = globSync("frontend/src/**/*.ts", { cwd: root });
const studioPage = (): string =>
  ["templates/compositions/studio.html", ...studioParts].map(read).join("\n");

const found = (pattern: RegExp, text: string): string[] =>
  [...text.matchAll(pattern)].map(([, name = ""]) => name);

test("the studio's elements are on its page, each once and of its kind", () => {
  const page = studioPage();
  for (const place of Object.values(PLACES)) {
    const [tag, id] = place.split("#");
    assert.equal(found(new RegExp(`<${tag}\\b[^>]*\\s(id="${id}")`, "g"), page).length, 1, place);
  }
});

test("no id of the studio is there for nothing", () => {
  const page = studioPage();
  const known = new Set(Object.values(PLACES).map((place) => place.split("#")[1]));
  const names = /(?:aria-labelledby|aria-describedby|aria-controls|for|href)="#?([^"]+)"/g;
  const spokenOf = new Set(found(names, page));
  const ids = found(/\sid="([^"]+)"/g, page);
  assert.deepEqual(
    ids.filter((id) => !known.has(id) && !spokenOf.has(id)),
    ["help-button"],
  );
});

test("a label around a figure says which field it names", () => {
  // An output may be labelled too, so the first of the two would have the name.
  const around = templates.match(/<label\b(?:(?!<\/label>)[\s\S])*<output/g) ?? [];
  assert.ok(around.length > 0);
  for (const label of around) assert.match(label, /^<label\b[^>]* for="/);
});

test("ids that other scripts look up are in a template", () => {
  const asked = sources.flatMap((path) => found(/getElementById\("([^"]+)"\)/g, read(path)));
  assert.ok(asked.length >= 4);
  for (const id of asked) {
    const there = templates.includes(`id="${id}"`) || templates.includes(`json_script:"${id}"`);
    assert.ok(there, `no template has #${id}`);
  }
});

test("the parts of the voting page are on it", () => {
  const page = read("templates/voting/_stage.html");
  const scripts = sources.filter((path) => path.includes("/voting/"));
  const script = scripts.map(read).join("\n");
  const parts = new Set(found(/\[(data-[a-z]+)[=\]]/g, script));
  assert.ok(parts.size > 8);
  for (const part of parts) assert.ok(page.includes(part), `the voting page lacks ${part}`);
});

test("scripts that pages ask for are built from a page of ours", () => {
  const asked = new Set(found(/dist\/([a-z]+)\.js/g, templates));
  const built = globSync("*.ts", { cwd: join(root, "frontend/src/pages") });
  assert.deepEqual([...asked].toSorted(), built.map((name) => name.slice(0, -3)).toSorted());
});
