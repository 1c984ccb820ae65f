/** What may be changed about a continuation: heads, memory, places, dice. */
import type { Chooser } from "./chooser.ts";
import { muting } from "./muting.ts";
import { placing, remembering } from "./remembering.ts";
import { throwing } from "./throwing.ts";
import type { Trace } from "./trace.ts";

const MAKERS: Readonly<Record<string, (trace: Trace, changed: () => void) => Chooser>> = {
  muted: muting,
  windows: remembering,
  placeless: placing,
  dice: throwing,
};

export function chooserOf(kind: string, trace: Trace, changed: () => void): Chooser {
  const maker = MAKERS[kind];
  if (!maker) throw new Error(`no such thing can be changed: ${kind}`);
  return maker(trace, changed);
}
