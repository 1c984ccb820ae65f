/** What a page knows of a run: all that it was told, put together. */
import type { CurveTold, Epoch, Happening, Real, RunNow, Told } from "./told.ts";

export type Curve = Required<Omit<CurveTold, "from">>;

export interface Known {
  readonly run: RunNow;
  readonly real: Readonly<Record<string, Real>>;
  readonly epochs: readonly Epoch[]; // in their order, the untrained one first
  readonly events: readonly Happening[];
  readonly curves: readonly Curve[];
}

/** What is known after an answer; an answer that tells everything makes it anew. */
export function learnt(before: Known | null, told: Told): Known {
  const old = told.whole ? null : before;
  return {
    run: told.run,
    real: told.real,
    epochs: [...(old?.epochs ?? []), ...told.epochs],
    events: [...(old?.events ?? []), ...told.events],
    curves: curvesAfter(old?.curves ?? [], told.curves),
  };
}

function curvesAfter(old: readonly Curve[], told: readonly CurveTold[]): Curve[] {
  const same = (one: Curve, other: CurveTold): boolean =>
    one.phase === other.phase && one.name === other.name;
  const renewed = old.map((curve) => {
    const news = told.find((each) => same(curve, each));
    return news ? grown(curve, news) : curve;
  });
  const fresh = told.filter((each) => !old.some((curve) => same(curve, each)));
  return [...renewed, ...fresh.map((each) => grown(null, each))];
}

function grown(old: Curve | null, told: CurveTold): Curve {
  const { phase, name, stride, steps, from, mean } = told;
  const join = (
    held: readonly (number | null)[] | undefined,
    come: readonly (number | null)[],
  ): (number | null)[] => [...(held ?? []).slice(0, from), ...come];
  return {
    ...{ phase, name, stride, steps },
    mean: join(old?.mean, mean),
    least: join(old?.least, told.least ?? mean),
    greatest: join(old?.greatest, told.greatest ?? mean),
  };
}

/** The number of an epoch; runs of before have none, and count from one. */
export const numberOf = (epoch: Epoch, at: number): number => epoch.number ?? at + 1;

/** The best epoch so far: each better one is told as the best when it comes. */
export const bestOf = ({ epochs }: Known): Epoch | null =>
  epochs.findLast((epoch) => epoch.best) ?? null;

/** Whether nothing more comes of it, unless somebody resumes it. */
export const isOver = ({ run }: Known): boolean =>
  run.state === "done" || run.state === "failed" || run.state === "cancelled";
