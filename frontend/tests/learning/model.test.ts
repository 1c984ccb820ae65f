import assert from "node:assert/strict";
import { test } from "node:test";
import * as model from "../../src/learning/model.ts";

const TUNE = [2, 2, 3, 4, 4, 3, 2, 1, 0, 0, 1, 2, 2, 1, 1, 8]; // the Ode to Joy, and a rest
const SYMBOLS = 9;
const sum = (list: readonly number[]): number => list.reduce((all, each) => all + each, 0);
const near = (one: number, other: number): void =>
  assert.ok(Math.abs(one - other) < 1e-12, `${one} is not ${other}`);

/** The same by the plainest way: look at every place of the tune. */
function byHand(tune: readonly number[], past: readonly number[], symbol: number): number {
  let [seen, then] = [0, 0];
  tune.forEach((_, place) => {
    const before = past.map((_, back) => tune.at((place - past.length + back) % tune.length));
    if (JSON.stringify(before) !== JSON.stringify(past)) return;
    seen += 1;
    then += Number(tune[place] === symbol);
  });
  const rest = past.slice(1);
  const before = rest.length > 0 ? byHand(tune, rest, symbol) : 1 / SYMBOLS;
  return (then + 0.1 * SYMBOLS * before) / (seen + 0.1 * SYMBOLS);
}

test("probabilities are counts and what a shorter memory adds", () => {
  for (const memory of [1, 2, 3, 4]) {
    const made = model.learnt(TUNE, SYMBOLS, memory);
    for (let first = 0; first < SYMBOLS; first += 1) {
      const past = [first, 2, 1, 0].slice(0, memory);
      const chances = model.chances(made, past);
      near(sum(chances), 1);
      chances.forEach((chance, symbol) => near(chance, byHand(TUNE, past, symbol)));
    }
  }
});

test("it looks back no further than its memory", () => {
  const made = model.learnt(TUNE, SYMBOLS, 1);
  assert.deepEqual(model.chances(made, [7, 7, 2]), model.chances(made, [2]));
});

test("temperature one changes nothing, cold takes the likeliest, hot takes all alike", () => {
  const plain = model.chances(model.learnt(TUNE, SYMBOLS, 1), [4]);
  model.heated(plain, 1).forEach((chance, at) => near(chance, plain[at] as number));
  const cold = model.heated(plain, 0.01);
  assert.ok((cold[model.likeliest(plain)] as number) > 0.49); // two are equally likely here
  const frozen = model.heated(plain, 0);
  assert.deepEqual([frozen[model.likeliest(plain)], sum(frozen)], [1, 1]);
  for (const chance of model.heated(plain, 1e6)) assert.ok(Math.abs(chance - 1 / SYMBOLS) < 1e-5);
});

test("it draws as often as it says", () => {
  const plain = model.chances(model.learnt(TUNE, SYMBOLS, 1), [2]);
  const drawn = Array.from({ length: SYMBOLS }, () => 0);
  const throws = 9_000;
  for (let at = 0; at < throws; at += 1)
    (drawn[model.drawn(plain, (at + 0.5) / throws)] as number) += 1;
  drawn.forEach((count, symbol) =>
    assert.ok(Math.abs(count / throws - (plain[symbol] as number)) < 2 / throws),
  );
  const short = plain.map((chance) => chance * 0.999); // as roundings may leave it
  assert.equal(model.drawn(short, 0.9999), plain.lastIndexOf(Math.max(...plain)));
});

test("cold it goes round, with a memory of four it repeats the tune", () => {
  for (const memory of [1, 4]) {
    const made = model.learnt(TUNE, SYMBOLS, memory);
    const played: number[] = [];
    for (let at = 0; at < 48; at += 1) {
      const chances = model.heated(model.chances(made, [...TUNE, ...played]), 0.05);
      played.push(model.drawn(chances, 0.5));
    }
    if (memory === 1) assert.ok(model.looping(played));
    else assert.equal(model.repeated(made, played, 4), 1);
  }
});

test("at its own temperature a long memory plays mostly the tune, a short one does not", () => {
  let dice = 7;
  const share = (memory: number): number => {
    const made = model.learnt(TUNE, SYMBOLS, memory);
    const played: number[] = [];
    for (let at = 0; at < 2_000; at += 1) {
      dice = (dice * 48_271) % 2_147_483_647;
      const chances = model.chances(made, [...TUNE, ...played.slice(-8)]);
      played.push(model.drawn(chances, dice / 2_147_483_647));
    }
    return model.repeated(made, played, 4);
  };
  assert.ok(share(4) > 0.6, String(share(4)));
  assert.ok(share(1) < 0.4, String(share(1)));
});

test("loops are told, and what is none is not", () => {
  assert.equal(model.looping(Array.from({ length: 12 }, () => 3)), 1);
  assert.equal(model.looping(Array.from({ length: 24 }, (_, at) => at % 3)), 3);
  assert.equal(model.looping(TUNE), null);
  assert.equal(model.looping([1, 1]), null);
});

test("the tune surprises its own model less than its notes in another order", () => {
  const made = model.learnt(TUNE, SYMBOLS, 1);
  const own = model.surprise(made, TUNE);
  assert.ok(own < model.surprise(made, TUNE.toReversed()));
  const bits = TUNE.map((symbol, at) =>
    Math.log2(1 / byHand(TUNE, [TUNE.at(at - 1) as number], symbol)),
  );
  near(own, sum(bits) / TUNE.length);
});
