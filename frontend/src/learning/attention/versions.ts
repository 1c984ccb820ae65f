/** The versions of the continuation, by the names under which the trace has them. */
import { keep, kept } from "../kept.ts";
import type { Row, Trace } from "./trace.ts";

export const KINDS = ["plain", "muted", "windows", "placeless", "dice"] as const;
export type Kind = (typeof KINDS)[number];

export interface Version {
  readonly kind: Kind;
  readonly name: string;
}

export const PLAIN: Version = { kind: "plain", name: "" };
const KEPT = "attention.version";

/** What the model made in this version; null where there is none of this name. */
export function rowsOf(trace: Trace, { kind, name }: Version): readonly Row[] | null {
  if (kind === "plain") return trace.made;
  if (kind === "placeless") return trace.placeless;
  if (kind === "muted") return trace.muted[name]?.made ?? null;
  return trace[kind][name] ?? null;
}

const isVersion = (value: unknown): value is Version => {
  const { kind, name } = (value ?? {}) as Partial<Version>;
  return typeof name === "string" && KINDS.includes(kind as Kind);
};

/** The one that was heard last. */
export const versionKept = (): Version => kept(KEPT, isVersion) ?? PLAIN;
export const keepVersion = (version: Version): void => keep(KEPT, version);
