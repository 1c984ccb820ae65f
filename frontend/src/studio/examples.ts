/** What a model sounds like, before it is asked: a few seconds that it once made. */
import { get, type ModelCard } from "../api.ts";
import { fromDocument, type Song, type SongDocument } from "../music/song.ts";
import { Player } from "../playback/player.ts";
import { explain } from "./messages.ts";
import { button } from "./page.ts";
import type { Studio } from "./studio.ts";

const HEAR = "▶";
const STOP = "■";

export class Examples {
  private readonly studio: Studio;
  private readonly known = new Map<string, Promise<Song>>();
  private playing: { readonly player: Player; readonly act: HTMLButtonElement } | null = null;

  constructor(studio: Studio) {
    this.studio = studio;
    studio.topics.after(["transport"], () => studio.player.playing && this.stop());
  }

  /** A button that plays the model's example, or ends it. */
  button({ name, title }: ModelCard): HTMLButtonElement {
    const words = `Hear what ${title} sounds like`;
    const looks = { class: "model-hear", title: words, "aria-label": words };
    const act = button(HEAR, looks, () => void this.press(name, title, act));
    act.setAttribute("aria-pressed", "false");
    return act;
  }

  private async press(name: string, title: string, act: HTMLButtonElement): Promise<void> {
    const pressedAgain = this.playing?.act === act;
    this.stop();
    if (pressedAgain) return;
    const { studio } = this;
    try {
      const [song] = await Promise.all([this.song(name), studio.sound.wake()]);
      studio.player.pause();
      this.play(song, act);
      studio.messages.say(`An example of ${title}`);
    } catch (error) {
      this.known.delete(name);
      explain(studio.messages, error);
    }
  }

  private song(name: string): Promise<Song> {
    const found =
      this.known.get(name) ?? get<SongDocument>(`models/${name}/example/`).then(fromDocument);
    this.known.set(name, found);
    return found;
  }

  private play(song: Song, act: HTMLButtonElement): void {
    this.stop(); // two that were pressed in a row arrive together
    const player = new Player(this.studio.sound, song, { onEnd: () => this.stop() });
    this.playing = { player, act };
    act.textContent = STOP;
    act.setAttribute("aria-pressed", "true");
    player.play();
  }

  private stop(): void {
    const { playing } = this;
    this.playing = null;
    if (!playing) return;
    playing.player.pause();
    playing.act.textContent = HEAR;
    playing.act.setAttribute("aria-pressed", "false");
  }
}
