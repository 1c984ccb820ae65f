/** Runs for tests, as the live answer tells them. */
import type { Epoch, RunNow, Told } from "../../src/training/told.ts";
import { type Known, learnt } from "../../src/training/known.ts";

export const RUN: RunNow = {
  title: "My first band",
  technique: "gan",
  genre: "pop",
  state: "running",
  wish: "",
  silent: false,
  stage: "Likelihood: 3 of 10",
  progress: 0.3,
  place: null,
  seconds: 95,
  seconds_left: 220,
  epochs_done: 3,
  epochs_all: 10,
  error: null,
  visibility: "private",
  resumable: true,
  told_at: "2026-11-30T12:00:00Z",
};

export const epoch = (number: number, more: Partial<Epoch> = {}): Epoch => ({
  number,
  phase: "likelihood",
  at: 100 * number,
  losses: number
    ? { train: { loss: 2 / number }, valid: { loss: 2.2 / number } }
    : { valid: { loss: 3 } },
  figures: { distance: { value: 4 / (1 + number), low: 3 / (1 + number), high: 5 / (1 + number) } },
  measures: { "empty bars": 0.5 / (1 + number), polyphony: 2 },
  best: number > 0,
  samples: [0, 1, 2],
  ...more,
});

export const told = (more: Partial<Told> = {}): Told => ({
  version: 3,
  next: "3.~",
  whole: true,
  run: RUN,
  real: { "empty bars": { low: 0, median: 0.03, high: 0.1 } },
  epochs: [epoch(0), epoch(1), epoch(2), epoch(3)],
  events: [],
  curves: [],
  ...more,
});

export const known = (more: Partial<Told> = {}): Known => learnt(null, told(more));
export const at = (run: Partial<RunNow>, more: Partial<Told> = {}): Known =>
  known({ ...more, run: { ...RUN, ...run } });
