import assert from "node:assert/strict";
import { test } from "node:test";
import type { Job, JobLine, Page } from "../../src/api.ts";
import { toDocument } from "../../src/music/song.ts";
import { linesBeside } from "../../src/studio/earlier.ts";
import { EarlierPages } from "../../src/studio/earlierpages.ts";
import { takesOf } from "../../src/studio/results.ts";
import { layTake } from "../../src/studio/takes.ts";
import { note, quietStudio, songWith, takeOf } from "./instruments.ts";

const line = (id: string, state: JobLine["state"] = "done"): JobLine => ({
  id,
  state,
  model: "band",
  created_at: "2026-11-29T12:00:00Z",
});

const asked = songWith(note(0));
const made = songWith(note(0), note(960, 64));

const job: Job = {
  id: "8",
  state: "done",
  model: "band",
  seed: 5,
  progress: 1,
  stage: "Done",
  seconds_left: null,
  error: null,
  draft: null,
  result: {
    document: toDocument(made),
    digest: "",
    recipe: { others: [[["add", 0, 1920, 67, 960, 80]]] },
    source: toDocument(asked),
  },
};

test("takes that lie beside the song, or came to nothing, are not listed again", () => {
  const { studio } = quietStudio();
  studio.change(layTake, takeOf(made, asked)); // of the job called "job"
  const lines = [line("job"), line("8"), line("9", "failed"), line("10", "running")];
  assert.deepEqual(
    linesBeside(lines, studio.state).map(({ id }) => id),
    ["8"],
  );
});

test("an earlier take knows what it was made from, and marks what is new in it", () => {
  const [first, second] = takesOf(job, null, "Band");
  assert.deepEqual(toDocument(first?.input ?? made), toDocument(asked));
  const marks = (take: typeof first) => take?.song.tracks[0]?.notes.map((each) => each.generated);
  assert.deepEqual(marks(first), [undefined, true]);
  assert.deepEqual(marks(second), [undefined, true, true]);
});

test("the take that goes on best is marked, once", () => {
  const recipe = { others: [[["add", 0, 1920, 67, 960, 80]]], best: 1 };
  const compared = { ...job, result: job.result && { ...job.result, recipe } };
  const [first, second] = takesOf(compared, null, "Continuer");
  assert.deepEqual([first?.name, second?.name], ["Continuer", "Continuer · best of those played"]);
  assert.equal(takesOf(compared, null, second?.name ?? "")[1]?.name, second?.name);
});

/** A site that gives these jobs two a page, by the place of the first. */
const siteOf = (lines: readonly JobLine[]) => (path: string): Promise<Page<JobLine>> => {
  const from = Number(/from=(\d+)/.exec(path)?.[1] ?? 0);
  const next = from + 2 < lines.length ? `generation-jobs/?from=${from + 2}` : null;
  return Promise.resolve({ results: lines.slice(from, from + 2), next });
};
const ids = ({ lines }: EarlierPages): string[] => lines.map(({ id }) => id);
const done = ({ state }: JobLine): boolean => state === "done";

test("jobs over several pages are one list, a page at a time", async () => {
  const pages = new EarlierPages(siteOf(["5", "4", "3", "2", "1"].map((id) => line(id))));
  const seen: string[][] = [];
  while (!pages.isWhole) {
    await pages.more(done);
    seen.push(ids(pages));
  }
  assert.deepEqual(seen, [["5", "4"], ["5", "4", "3", "2"], ["5", "4", "3", "2", "1"]]);
});

test("a page with nothing to show is passed over", async () => {
  const failed = ["6", "5", "4", "3"].map((id) => line(id, "failed"));
  const pages = new EarlierPages(siteOf([...failed, line("2"), line("1")]));
  await pages.more(done);
  assert.ok(ids(pages).includes("1") && pages.isWhole);
});

test("a job that came meanwhile makes no line twice, and none is lost", async () => {
  const lines = ["3", "2", "1"].map((id) => line(id));
  const pages = new EarlierPages((path) => siteOf(lines)(path));
  await pages.more(done);
  lines.unshift(line("4"));
  await pages.more(done);
  assert.deepEqual(ids(pages), ["3", "2", "1"]);
});

test("an answer that does not come can be asked for again", async () => {
  let down = true;
  const site = siteOf([line("2"), line("1")]);
  const pages = new EarlierPages((path) => (down ? Promise.reject(new Error()) : site(path)));
  await assert.rejects(pages.more(done));
  down = false;
  await pages.more(done);
  assert.deepEqual(ids(pages), ["2", "1"]);
});
