import assert from "node:assert/strict";
import { test } from "node:test";
import { addNotes } from "../../src/music/edits.ts";
import { type Note, toDocument } from "../../src/music/song.ts";
import { setTitle } from "../../src/studio/changes.ts";
import { Drafting } from "../../src/studio/draft.ts";
import { fileName } from "../../src/studio/exporting.ts";
import { isEdited } from "../../src/studio/piece.ts";
import { Saving, type Site } from "../../src/studio/saving.ts";
import { ownSong } from "../../src/studio/state.ts";
import type { Studio } from "../../src/studio/studio.ts";
import { hearTake, layTake } from "../../src/studio/takes.ts";
import { Drawer, note, quietStudio, refusal, songWith, takeOf } from "./instruments.ts";

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** A site that remembers what it was sent; `refuse` throws what it refuses with. */
class Notebook {
  readonly sent: Sent[] = [];
  refuse: (path: string) => void = () => {};
  remixable = true;
  private revisions = 0;

  get site(): Site {
    const answer = (method: string, path: string, body: object = {}): Promise<never> => {
      this.sent.push({ method, path, body: body as Sent["body"] });
      this.refuse(path);
      return Promise.resolve(this.answer(path) as never);
    };
    return {
      get: (path) => answer("GET", path),
      post: (path, body) => answer("POST", path, body as object),
      patch: (path, body) => answer("PATCH", path, body as object),
    };
  }

  get paths(): string[] {
    return this.sent.map(({ method, path }) => `${method} ${path}`);
  }

  private answer(path: string): object {
    this.revisions += 1;
    const head = { number: this.revisions };
    if (path.endsWith("revisions/")) return head;
    const document = toDocument(songWith(note(0), note(5)));
    const told = { id: "7", url: "/@alice/ode/", title: "Theirs", owner: "alice" };
    return { ...told, remixable: this.remixable, document, head };
  }
}

const person = { name: "alice", loginUrl: "/in/", signupUrl: "/up/", challenge: null };

function desk(who = person) {
  const { studio, heard } = quietStudio();
  const local = new Drawer();
  const keeper = { local, tab: null, events: new EventTarget(), hidden: () => false };
  const drafting = new Drafting(studio, keeper, () => {});
  const notebook = new Notebook();
  const saving = new Saving(studio, drafting, notebook.site, who);
  return { studio, heard, drafting, notebook, saving };
}

function draw(studio: Studio, onset: number): void {
  studio.apply(addNotes(studio.song, 0, [note(onset)]).song, "Add note");
}

test("a new song is made once, and then gets revisions", async () => {
  const { studio, heard, notebook, saving } = desk();
  draw(studio, 0);
  await saving.save();
  assert.equal(studio.state.piece.title, "Untitled song");
  assert.equal(isEdited(studio.state.piece), false);
  assert.equal(heard.standing?.text, "Saved on the site.");
  draw(studio, 960);
  assert.equal(isEdited(studio.state.piece), true);
  await saving.save();
  const [made, revised] = notebook.sent;
  assert.deepEqual(notebook.paths, ["POST compositions/", "POST compositions/7/revisions/"]);
  assert.deepEqual(
    [made?.body["title"], made?.body["origin"]],
    ["Untitled song", { kind: "edited" }],
  );
  assert.equal(revised?.body["after"], 1);
  assert.equal(studio.state.piece.composition?.revision, 2);
});

test("another title is told to the site", async () => {
  const { studio, notebook, saving } = desk();
  draw(studio, 0);
  await saving.save();
  studio.change(setTitle, "  Ode ");
  await saving.save();
  assert.deepEqual(notebook.sent.at(-1), {
    method: "PATCH",
    path: "compositions/7/",
    body: { title: "Ode" },
  });
});

test("an empty song is not saved", async () => {
  const { heard, notebook, saving } = desk();
  await saving.save();
  assert.deepEqual(notebook.sent, []);
  assert.equal(heard.standing?.text, "There are no notes to save yet.");
});

const TAKE = songWith(note(1));

async function savedWhileATakeIsHeard(own: readonly Note[]): Promise<ReturnType<typeof desk>> {
  const made = desk();
  const { studio, saving } = made;
  for (const { onset } of own) draw(studio, onset);
  const take = takeOf(TAKE, ownSong(studio.state));
  studio.change(layTake, take);
  studio.change(hearTake, take);
  await saving.save();
  return made;
}

test("a take that is heard is not saved without a word", async () => {
  const { studio, heard, notebook } = await savedWhileATakeIsHeard([note(0)]);
  assert.deepEqual(notebook.sent, []);
  assert.notEqual(ownSong(studio.state), TAKE);
  assert.match(heard.standing?.text ?? "", /You hear take 1, which is not your song/);
});

for (const [press, take] of [
  ["Keep take 1 and save", true],
  ["Save yours", false],
] as const) {
  test(`with a take on show one may press "${press}"`, async () => {
    const { studio, heard, notebook } = await savedWhileATakeIsHeard([note(0)]);
    heard.press(press);
    await new Promise((resolve) => setTimeout(resolve));
    assert.equal(ownSong(studio.state) === TAKE, take);
    assert.deepEqual(notebook.sent[0]?.body["document"], toDocument(ownSong(studio.state)));
    assert.equal(heard.standing?.text, "Saved on the site.");
  });
}

test("a take of an empty song is all there is to save", async () => {
  const { heard } = await savedWhileATakeIsHeard([]);
  assert.deepEqual(
    heard.standing?.actions.map(({ label }) => label),
    ["Keep take 1 and save"],
  );
});

test("a visitor is asked to sign in, and the draft is kept", async () => {
  const { studio, heard, drafting, notebook, saving } = desk({ ...person, name: "" });
  draw(studio, 0);
  await saving.save();
  assert.deepEqual(notebook.sent, []);
  assert.match(heard.standing?.text ?? "", /Your draft stays/);
  assert.equal(drafting.shelf.list().length, 1);
});

test("so is somebody whose sign-in has ended", async () => {
  for (const status of [401, 403]) {
    const { studio, heard, notebook, saving } = desk();
    draw(studio, 0);
    notebook.refuse = () => {
      throw refusal(status, "not_signed_in");
    };
    await saving.save();
    assert.deepEqual(
      heard.standing?.actions.map(({ label }) => label),
      ["Sign in", "Sign up"],
    );
  }
});

test("a composition that is gone is saved as a new one", async () => {
  const { studio, notebook, saving } = desk();
  draw(studio, 0);
  await saving.save();
  notebook.refuse = (path) => {
    if (path.endsWith("revisions/")) throw refusal(404, "not_found");
  };
  draw(studio, 960);
  await saving.save();
  assert.equal(notebook.paths.at(-1), "POST compositions/");
  assert.equal(isEdited(studio.state.piece), false);
});

for (const [press, path, after] of [
  ["Save as a new song", "compositions/", undefined],
  ["Save on top", "compositions/7/revisions/", null],
] as const) {
  test(`a song that went on elsewhere is asked about: ${press}`, async () => {
    const { studio, heard, notebook, saving } = desk();
    draw(studio, 0);
    await saving.save();
    draw(studio, 960);
    notebook.refuse = () => {
      throw refusal(409, "changed_elsewhere", "It has gone on elsewhere.");
    };
    await saving.save();
    assert.equal(heard.standing?.text, "It has gone on elsewhere.");
    assert.equal(isEdited(studio.state.piece), true);
    notebook.refuse = () => {};
    heard.press(press);
    await new Promise(setImmediate);
    assert.equal(notebook.sent.at(-1)?.path, path);
    assert.equal(notebook.sent.at(-1)?.body["after"], after);
    assert.equal(isEdited(studio.state.piece), false);
  });
}

test("another refusal is said with its number, and one can try again", async () => {
  const { studio, heard, notebook, saving } = desk();
  draw(studio, 0);
  const full = { code: "quota", message: "No room.", request_id: "r1" };
  notebook.refuse = () => {
    throw Object.assign(refusal(409, "quota"), { refusal: full });
  };
  await saving.save();
  assert.equal(heard.standing?.text, "No room. (Request r1)");
  notebook.refuse = () => {};
  await saving.save();
  assert.equal(isEdited(studio.state.piece), false);
});

test("a second press while it is sent sends nothing", async () => {
  const { studio, notebook, saving } = desk();
  draw(studio, 0);
  await Promise.all([saving.save(), saving.save()]);
  assert.equal(notebook.sent.length, 1);
});

test("another song opened meanwhile is not taken for the saved one", async () => {
  const { studio, heard, saving } = desk();
  draw(studio, 0);
  const saved = saving.save();
  studio.open(songWith(note(3)), "Next", { origin: { kind: "imported" } }, "Import Next");
  await saved;
  assert.equal(studio.state.piece.composition, null);
  assert.equal(heard.said.at(-1), "Untitled song is saved on the site.");
});

test("one's own song is opened to go on with, another's as a copy", async () => {
  for (const [name, copy, mine] of [
    ["alice", false, true],
    ["alice", true, false],
    ["bob", false, false],
  ] as const) {
    const { studio, saving } = desk({ ...person, name });
    assert.equal(await saving.open("7", copy), true);
    const { piece } = studio.state;
    assert.equal(piece.composition?.id, mine ? "7" : undefined);
    assert.equal(piece.source, copy ? "remix:7" : "composition:7");
    assert.equal(isEdited(piece), false);
  }
});

test("a song whose licence allows no remix is not opened by others", async () => {
  for (const copy of [true, false]) {
    const { studio, heard, notebook, saving } = desk({ ...person, name: "bob" });
    notebook.remixable = false;
    const before = studio.state;
    assert.equal(await saving.open("7", copy), false);
    assert.equal(studio.state, before);
    assert.match(heard.standing?.text ?? "", /licence lets nobody/);
  }
});

test("what was made from a song of the site says so when it is saved", async () => {
  const { studio, notebook, saving } = desk({ ...person, name: "bob" });
  const id = "0f8fad5b-d9cb-469f-a165-70867728950e";
  const from = { origin: { kind: "edited" }, source: `remix:${id}` } as const;
  studio.open(songWith(note(3)), "Theirs", from, "");
  await saving.save();
  assert.equal(notebook.sent[0]?.body["remix_of"], id);
  studio.open(songWith(note(3)), "Ode", { origin: { kind: "preset" }, source: "preset:ode" }, "");
  await saving.save();
  assert.equal(notebook.sent[1]?.body["remix_of"], null);
});

test("a song that is not to be had leaves the one that is open", async () => {
  const { studio, heard, notebook, saving } = desk();
  draw(studio, 0);
  const before = studio.state;
  notebook.refuse = () => {
    throw refusal(404, "not_found", "There is no such song.");
  };
  assert.equal(await saving.open("8", false), false);
  assert.equal(studio.state, before);
  assert.equal(heard.standing?.text, "There is no such song.");
});

test("files are named after the song, with what every system takes", () => {
  assert.equal(fileName("Ode / to: joy?", "mid"), "Ode  to joy.mid");
  assert.equal(fileName("Für Elise", "mid"), "Für Elise.mid");
  assert.equal(fileName("???", "mid"), "song.mid");
});
