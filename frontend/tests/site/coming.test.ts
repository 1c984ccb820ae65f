import assert from "node:assert/strict";
import { test } from "node:test";
import { awaitPart } from "../../src/site/coming.ts";

/** As much of an element as is looked at. */
class Part {
  replaced: Part | null = null;
  private readonly comes: boolean;

  constructor(comes: boolean) {
    this.comes = comes;
  }

  hasAttribute(): boolean {
    return this.comes;
  }

  replaceWith(part: Part): void {
    this.replaced = part;
  }
}

async function waiting(answers: readonly (Part | null)[]) {
  Object.assign(globalThis, { document: { getElementById: () => null } });
  const pauses: number[] = [];
  const part = new Part(true);
  const came = await awaitPart(part as unknown as HTMLElement, "It has come.", {
    ask: async () => (answers[pauses.length - 1] ?? null) as HTMLElement | null,
    pause: async (ms) => void pauses.push(ms),
  });
  return { came, pauses, part };
}

test("it is asked for until it comes, each time a little later", async () => {
  const there = new Part(false);
  const { came, pauses, part } = await waiting([new Part(true), null, there]);
  assert.equal(came, true);
  assert.equal(part.replaced, there);
  assert.deepEqual(pauses, [1500, 2250, 3375]);
});

test("it is not asked for for ever", async () => {
  const { came, pauses } = await waiting([]);
  assert.equal(came, false);
  assert.equal(pauses.length, 25);
  assert.equal(Math.max(...pauses), 15_000);
});
