/** Notices about the song as it is now: another change, and they would be about nothing. */
import type { Messages } from "./messages.ts";
import type { Studio } from "./studio.ts";

type Notice = Parameters<Messages["notice"]>;

/** Stands until it is closed, or the song goes on. */
export function noticeForNow(studio: Pick<Studio, "messages" | "topics">, ...told: Notice): void {
  const [, text] = told;
  studio.messages.notice(...told);
  const end = studio.topics.after(["song"], () => {
    end();
    studio.messages.clear(text);
  });
}
