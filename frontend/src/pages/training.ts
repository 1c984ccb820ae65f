/** The page of a training run, and that of two beside each other. */
import "../player/element.ts";
import { openComparison } from "../training/comparing.ts";
import { openRun } from "../training/page.ts";

const run = document.querySelector<HTMLElement>(".run[data-run]");
const pair = document.querySelector<HTMLElement>(".compare");
if (run) openRun(run);
else if (pair) openComparison(pair);
