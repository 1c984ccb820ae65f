import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelParameter } from "../../src/api.ts";
import { listFronts } from "../../src/studio/parameters.ts";

const parametersOf = (...kinds: readonly (readonly [string, string])[]): ModelParameter[] =>
  kinds.map(([name, kind]) => ({ name, kind }) as ModelParameter);

test("what to do, how boldly and how many takes are seen at once", () => {
  const parameters = parametersOf(
    ["mode", "choice"],
    ["bars", "int"],
    ["creativity", "float"],
    ["candidates", "int"],
  );
  assert.deepEqual(listFronts(parameters), [0, 2, 3]);
});

test("a choice that comes later stands with the rest", () => {
  const parameters = parametersOf(
    ["creativity", "float"],
    ["swing", "choice"],
    ["candidates", "int"],
  );
  assert.deepEqual(listFronts(parameters), [-1, 0, 2]);
});
