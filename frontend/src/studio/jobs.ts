/**
 * Follows a generation job to its end. The job lives on the server: losing the line loses nothing.
 */
import { ApiError, get, type Job } from "../api.ts";

const FIRST_MS = 350;
const LONGEST_MS = 2_000;
const PATIENCE_MS = 30_000; // for one answer: a line that is dead says nothing

/** Calls `seen` with each state; resolves with the last. Raises `ApiError` when the job is gone. */
export async function followJob(
  id: string,
  seen: (job: Job) => void,
  offline: () => void,
): Promise<Job> {
  let pause = FIRST_MS;
  for (;;) {
    try {
      const job = await get<Job>(`generation-jobs/${id}/`, AbortSignal.timeout(PATIENCE_MS));
      seen(job);
      if (job.state !== "queued" && job.state !== "running") return job;
    } catch (error) {
      if (!(error instanceof ApiError && error.passing)) throw error;
      offline();
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(LONGEST_MS, pause * 1.25);
  }
}
