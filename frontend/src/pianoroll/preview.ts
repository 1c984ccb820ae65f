/** An edit on show before it is kept, and the way back. */
import type { Edit } from "../music/edits.ts";
import type { Note, Song } from "../music/song.ts";
import type { RollState } from "./state.ts";

export class Preview {
  private readonly state: RollState;
  private before: { readonly song: Song; readonly selection: ReadonlySet<Note> } | null = null;

  constructor(state: RollState) {
    this.state = state;
  }

  /** The song without what is on show. */
  get base(): Song {
    return this.before?.song ?? this.state.song;
  }

  show(edit: Edit): void {
    const { song, selection } = this.state;
    this.before ??= { song, selection };
    this.state.song = edit.song;
    this.state.selection = new Set(edit.notes);
  }

  /** What is on show stays. */
  keep(edit: Edit): void {
    this.show(edit);
    this.before = null;
  }

  takeBack(): void {
    Object.assign(this.state, this.before);
    this.before = null;
  }
}
