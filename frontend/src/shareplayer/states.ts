/** Waiting for the recording that a worker makes. */

export interface RecordingState {
  readonly state: "none" | "queued" | "done" | "failed";
  readonly seconds?: number;
  readonly peaks?: readonly number[]; // 0-100
  readonly audio?: string;
}

const FIRST_WAIT_MS = 1500;
const LONGEST_WAIT_MS = 15000;

export async function fetchJson<T>(address: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(address, { signal, headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return (await response.json()) as T;
}

/** The state once it is `done`; null when there is nothing to wait for. */
export async function whenReady(
  address: string,
  signal: AbortSignal,
  onWait: () => void,
): Promise<RecordingState | null> {
  for (let wait = FIRST_WAIT_MS; !signal.aborted; wait = Math.min(LONGEST_WAIT_MS, wait * 1.5)) {
    const state = await fetchJson<RecordingState>(address, signal);
    if (state.state === "done") return state;
    if (state.state !== "queued") return null;
    onWait();
    await pause(wait, signal);
  }
  return null;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
