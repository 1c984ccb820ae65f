import assert from "node:assert/strict";
import { test } from "node:test";
import { showTaking } from "../../src/training/taking.ts";

function formOf(): { root: ParentNode; parts: Record<string, { [key: string]: unknown }> } {
  const parts: Record<string, { [key: string]: unknown }> = {
    "[data-take-epoch]": { value: "" },
    "[data-take-words]": { textContent: "" },
    button: { hidden: false },
  };
  const form = { hidden: true, querySelector: (name: string) => parts[name] ?? null };
  parts["form"] = form;
  const root = { querySelector: (name: string) => (name === "form[data-take]" ? form : null) };
  return { root: root as unknown as ParentNode, parts };
}

test("an epoch that is kept can be taken", () => {
  const { root, parts } = formOf();
  showTaking(root, 4, true);
  assert.equal(parts["form"]?.["hidden"], false);
  assert.equal(parts["[data-take-epoch]"]?.["value"], "4");
  assert.equal(parts["button"]?.["hidden"], false);
  assert.equal(parts["[data-take-words]"]?.["textContent"], "");
});

test("of another one it is said that it is gone", () => {
  const { root, parts } = formOf();
  showTaking(root, 5, false);
  assert.equal(parts["button"]?.["hidden"], true);
  assert.match(String(parts["[data-take-words]"]?.["textContent"]), /^The weights of epoch 5 are/);
});

test("who only looks on has no form", () => {
  showTaking({ querySelector: () => null } as unknown as ParentNode, 4, true);
});
