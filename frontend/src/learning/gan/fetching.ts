/** The stages of the long game, fetched once a page. */
import { type Stages, stagesIn } from "./stages.ts";

const fetched = new Map<string, Promise<Stages>>();

/** Rejects where the file does not come; asked again, it is tried again. */
export function stagesAt(address: string): Promise<Stages> {
  const found = fetched.get(address) ?? fetchStages(address);
  fetched.set(address, found);
  found.catch(() => fetched.delete(address));
  return found;
}

async function fetchStages(address: string): Promise<Stages> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return stagesIn(await answer.arrayBuffer());
}
