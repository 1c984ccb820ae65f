/** Some bars of a song: marked on its player's roll, and heard alone by a click. */
import { SongPlayer } from "./element.ts";

/**
 * <song-passage player="ID" first="8" bars="8"> is a button that plays bars 9 to 16 in the
 * <song-player> with this id, and marks them there. Empty without one.
 */
class SongPassage extends HTMLElement {
  private readonly button = document.createElement("button");
  private readonly heard = new AbortController();

  connectedCallback(): void {
    const player = document.getElementById(this.getAttribute("player") ?? "");
    if (!(player instanceof SongPlayer) || this.button.isConnected) return;
    this.button.type = "button";
    this.button.className = "button small";
    this.show(false);
    this.append(this.button);
    const { signal } = this.heard;
    this.button.addEventListener("click", () => void this.toggle(player), { signal });
    player.addEventListener("play", () => this.show(this.isIn(player)), { signal });
    player.addEventListener("pause", () => this.show(false), { signal });
  }

  disconnectedCallback(): void {
    this.heard.abort();
  }

  private get first(): number {
    return Number(this.getAttribute("first"));
  }

  private get bars(): number {
    return Number(this.getAttribute("bars"));
  }

  private isIn({ passage }: SongPlayer): boolean {
    return passage?.first === this.first && passage.bars === this.bars;
  }

  private async toggle(player: SongPlayer): Promise<void> {
    if (!player.paused && this.isIn(player)) player.pause();
    else await player.playBars(this.first, this.bars);
  }

  private show(playing: boolean): void {
    const last = this.first + this.bars;
    const named = this.bars > 1 ? `bars ${this.first + 1} to ${last}` : `bar ${last}`;
    this.button.textContent = playing ? `Stop ${named}` : `Hear ${named}`;
  }
}

if (!customElements.get("song-passage")) customElements.define("song-passage", SongPassage);
