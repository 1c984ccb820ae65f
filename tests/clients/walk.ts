/** The main job through a client that openapi-typescript made from the description: upload, generate, save, enter, read the board. */
import createClient from "openapi-fetch";
import type { components, paths } from "./description.d.ts";

declare const process: { argv: string[] };
const [site, token, slug, midi] = process.argv.slice(2) as [string, string, string, string];
const api = createClient<paths>({ baseUrl: site, headers: { Authorization: `Bearer ${token}` } });

type Job = components["schemas"]["JobShape"];
type Refused = components["schemas"]["Error"];

/** What an operation gave, or its refusal in words. */
function given<T>(answer: { data?: T; error?: Refused }): T {
  if (answer.data === undefined) throw new Error(`${answer.error?.code}: ${answer.error?.message}`);
  return answer.data;
}

async function ended(job: Job): Promise<Job> {
  while (job.state === "queued" || job.state === "running") {
    await new Promise((done) => setTimeout(done, 200));
    job = given(await api.GET("/api/v1/generation-jobs/{id}/", { params: { path: { id: job.id } } }));
  }
  return job;
}

const file = new Blob([Uint8Array.from(atob(midi), (letter) => letter.charCodeAt(0))], { type: "audio/midi" });
const imported = given(
  await api.POST("/api/v1/compositions/import/", {
    body: { file: "tune.mid" },
    bodySerializer: () => {
      const form = new FormData();
      form.append("file", file, "tune.mid");
      return form;
    },
  }),
);
const notes: number = imported.summary.notes;

const wish = { technique: "gan", document: imported.document, seed: 7, parameters: { refine: 0 } };
const job = await ended(given(await api.POST("/api/v1/generation-jobs/", { body: wish })));
const made = job.result;
if (!made) throw new Error(`${job.state}: ${job.error?.message}`);

const saved = given(
  await api.POST("/api/v1/compositions/", {
    body: { title: "By TypeScript", document: made.document, origin: { kind: "generated", job: job.id } },
  }),
);
const receipt = given(await api.POST("/api/v1/entries/", { body: { challenge: slug, composition: saved.id } }));
const board = given(await api.GET("/api/v1/leaderboards/{slug}/", { params: { path: { slug } } }));
const mine = given(await api.GET("/api/v1/entries/", {}));
const refused = await api.GET("/api/v1/challenges/{slug}/", { params: { path: { slug: "nothing" } } });

console.log(
  JSON.stringify({
    notes,
    tracks: made.document.tracks.length,
    pitch: made.document.tracks[0]?.notes[0]?.[1],
    kind: saved.head.kind,
    receipt: receipt.receipt,
    votes: board.votes,
    rows: board.rows.map((row) => row.rank),
    entries: mine.results.map((entry) => entry.title),
    refused: refused.error?.code,
  }),
);
