/** The stages of the long game. */
import { fetchOnce } from "../fetching.ts";
import { stagesIn } from "./stages.ts";

export const stagesAt = fetchOnce(async (answer) => stagesIn(await answer.arrayBuffer()));
