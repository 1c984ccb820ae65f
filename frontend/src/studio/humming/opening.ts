/** The way to humming: what it needs is fetched when somebody first asks for it. */
import type { Elements } from "../elements.ts";
import type { Studio } from "../studio.ts";

const SOUND = /\.(wav|mp3|ogg|oga|opus|m4a|aac|flac|weba|webm|aiff?)$/i;
const NOT_LOADED =
  "The part of the studio that listens did not load. Your song is as it was. Look at your " +
  "connection, and ask again.";

/** Whether a file is sound that was recorded, and not MIDI. */
export const isRecording = ({ name, type }: Pick<File, "name" | "type">): boolean =>
  SOUND.test(name) || (type.startsWith("audio/") && !/midi?\b/.test(type));

type Hum = (file?: File) => Promise<void>;

/** Returns what opens the dialog, with a recording or without. */
export function humming(studio: Studio, page: Pick<Elements, "humDialog" | "roll">): Hum {
  let ready: Promise<{ open(file?: File): void }> | null = null;
  const load = async () => {
    const { HumDialog } = await import("./dialog.ts");
    return new HumDialog(studio, page.humDialog, () => page.roll.fit());
  };
  return async (file) => {
    try {
      ready ??= load();
      (await ready).open(file);
    } catch (error) {
      ready = null; // the next wish tries again
      studio.messages.notice("bad", NOT_LOADED);
      console.warn("Humming did not load.", error);
    }
  };
}
