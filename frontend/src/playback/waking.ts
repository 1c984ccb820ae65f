/** Waking the loudspeaker, with a word where it does not wake: browsers never say it themselves. */

const LATE_MS = 4_000;
const NO_SOUND =
  "This browser gives no sound yet. Nothing is lost. Close other pages and programs that play or " +
  "record, look whether headphones are plugged in, or load this page again.";

interface Sleeper {
  wake(): Promise<void>;
}

/** Says it once when sound is late, and takes it back when it comes. */
export interface Word {
  say(words: string): void;
  unsay(): void;
}

/** True when the clock runs, however late; false when this browser has no sound at all. */
export async function woken(sound: Sleeper, word: Word): Promise<boolean> {
  let told = false;
  const tell = (): void => {
    told = true;
    word.say(NO_SOUND);
  };
  const late = setTimeout(tell, LATE_MS);
  try {
    await sound.wake();
    if (told) word.unsay();
    return true;
  } catch {
    tell();
    return false;
  } finally {
    clearTimeout(late);
  }
}

/** Resolves when the clock of `context` runs. `resume` alone may never answer. */
export function running(context: AudioContext): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (context.state !== "running") return;
      context.removeEventListener("statechange", look);
      resolve();
    };
    context.addEventListener("statechange", look);
    // Refused without a gesture; the next press asks again, and the state tells.
    context.resume().then(look, () => {});
    look();
  });
}
