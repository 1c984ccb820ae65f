/** What every way of changing a continuation has. */
import type { Row } from "./trace.ts";
import type { Version } from "./versions.ts";

export interface Chooser {
  readonly element: HTMLElement; // by which one chooses
  readonly more?: HTMLElement; // what stands below
  version(): Version;
  show(): void;
  words(made: readonly Row[]): string;
}
