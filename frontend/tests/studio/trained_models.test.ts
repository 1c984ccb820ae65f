import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelCard } from "../../src/api.ts";
import { askedModel, isTrained, missing, whose } from "../../src/studio/trainedmodels.ts";

const card = (trained?: ModelCard["trained"]): ModelCard => ({
  name: "t-mine-1",
  technique: "gan",
  title: "Mine",
  genre: "pop",
  description: "",
  tracks: [],
  parameters: [],
  expected_seconds: 1,
  licence: "",
  ...(trained ? { trained } : {}),
});

test("a model of people tells whose it is", () => {
  const mine = { mine: true, by: "alice", visibility: "private" };
  assert.equal(whose(card(mine)), "yours");
  assert.equal(whose(card({ ...mine, mine: false })), "by alice");
  assert.equal(whose(card({ ...mine, mine: false, by: null })), "");
  assert.equal(whose(card()), "");
  assert.deepEqual([isTrained(card(mine)), isTrained(card())], [true, false]);
});

function asked(search: string, hash = ""): { name: string | null; left: string } {
  let left = search;
  const place = { search, hash, pathname: "/studio/" } as Location;
  const past = {
    state: null,
    replaceState: (_: unknown, __: string, address: string) => (left = address),
  } as unknown as History;
  return { name: askedModel(place, past), left };
}

test("the address asks for a model once", () => {
  assert.deepEqual(asked("?model=t-mine-1"), { name: "t-mine-1", left: "/studio/" });
});

test("what else the address asks for stays", () => {
  const { name, left } = asked("?preset=saints&model=gan-pop", "#x");
  assert.deepEqual([name, left], ["gan-pop", "/studio/?preset=saints#x"]);
});

test("an address that asks for no model stays as it is", () => {
  assert.deepEqual(asked("?preset=saints"), { name: null, left: "?preset=saints" });
});

test("what is missing is told with what is safe and what is chosen", () => {
  const words = missing("t-mine-1", "Pop band");
  for (const part of ["t-mine-1", "withdrawn", "Your song is as it was", "Pop band"])
    assert.ok(words.includes(part), part);
});
