import assert from "node:assert/strict";
import { test } from "node:test";
import type { Job, JobLine } from "../../src/api.ts";
import { toDocument } from "../../src/music/song.ts";
import { linesBeside } from "../../src/studio/earlier.ts";
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
