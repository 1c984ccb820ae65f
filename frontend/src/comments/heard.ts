/** What sounds on the page of a song: its recording, or its notes until there is one. */

export interface Heard extends HTMLElement {
  currentTime: number; // seconds
  readonly duration: number; // seconds
  readonly paused: boolean;
  play(): Promise<void>;
}

export function heardNow(): Heard | null {
  const player = document.querySelector("share-player");
  const notes = player?.querySelector("song-player");
  const sounding = [notes, player].find((one) => one && "currentTime" in one);
  return (sounding as Heard | undefined) ?? null;
}

/** Goes to a moment and plays on from there. */
export function hear(milliseconds: number): void {
  const player = heardNow();
  if (!player) return;
  player.currentTime = milliseconds / 1000;
  if (player.paused) void player.play();
}
