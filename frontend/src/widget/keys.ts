/** Keys of an embedded player while the focus is in it; its bar has the arrows, Home and End. */

export interface Keyed {
  toggle(): void;
  next(): void;
  prev(): void;
  mute(): void;
  seekBy(seconds: number): void;
  seekToShare(share: number): void;
  louder(percent: number): void;
}

const SECONDS = 10;
const PERCENT = 5;

/** Whether the key did something. */
export function pressed(key: string, player: Keyed): boolean {
  const acts: Readonly<Record<string, () => void>> = {
    k: () => player.toggle(),
    j: () => player.seekBy(-SECONDS),
    l: () => player.seekBy(SECONDS),
    m: () => player.mute(),
    n: () => player.next(),
    p: () => player.prev(),
    "+": () => player.louder(PERCENT),
    "-": () => player.louder(-PERCENT),
  };
  if (/^\d$/.test(key)) player.seekToShare(Number(key) / 10);
  else if (Object.hasOwn(acts, key)) acts[key]?.();
  else return false;
  return true;
}
