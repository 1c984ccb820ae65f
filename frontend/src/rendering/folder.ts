/** The instruments of a folder on this machine, for programs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fontOf } from "../instruments/decoding.ts";
import type { FontOf } from "./offline.ts";

export const fontsIn =
  (folder: string): FontOf =>
  (instrument) =>
    fontOf(readFileSync(join(folder, instrument)));
