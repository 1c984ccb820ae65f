/** What the site tells of a run: the live answer of the API, everything or what is new. */

export type Figures = Readonly<Record<string, number | null>>;
export type Distance =
  | number
  | { readonly value: number; readonly low: number; readonly high: number };

export interface RunNow {
  readonly title: string;
  readonly technique: string;
  readonly genre: string;
  readonly state: "queued" | "running" | "paused" | "done" | "failed" | "cancelled";
  readonly wish: "" | "pause" | "keep" | "cancel";
  readonly silent: boolean;
  readonly stage: string;
  readonly progress: number;
  readonly place: number | null;
  readonly seconds: number;
  readonly seconds_left: number | null;
  readonly epochs_done: number;
  readonly epochs_all: number;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly visibility: "private" | "link" | "published";
  readonly resumable: boolean;
  readonly kept?: readonly number[]; // epochs whose weights are there, besides the best
  readonly told_at: string;
}

export interface Epoch {
  readonly number: number | null;
  readonly phase: string;
  readonly at: number;
  readonly losses: { readonly train?: Figures; readonly valid?: Figures };
  readonly figures: Readonly<Record<string, Distance | null>>;
  readonly measures: Figures;
  readonly best: boolean;
  readonly samples: readonly number[];
}

export interface Happening {
  readonly epoch: number;
  readonly code: string;
  readonly words: string;
  readonly at: string;
}

/** Buckets of `stride` steps from bucket `from` on. */
export interface CurveTold {
  readonly phase: string;
  readonly name: string;
  readonly stride: number;
  readonly steps: number;
  readonly from: number;
  readonly mean: readonly (number | null)[];
  readonly least?: readonly (number | null)[];
  readonly greatest?: readonly (number | null)[];
}

export interface Real {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

export interface Told {
  readonly version: number;
  readonly pass?: string;
  readonly next: string;
  readonly whole: boolean;
  readonly run: RunNow;
  readonly real: Readonly<Record<string, Real>>;
  readonly epochs: readonly Epoch[];
  readonly events: readonly Happening[];
  readonly curves: readonly CurveTold[];
}

/** When nothing is new, the version alone comes. */
export type Answer = Told | { readonly version: number; readonly pass?: string };

export const isNews = (answer: Answer): answer is Told => "run" in answer;
