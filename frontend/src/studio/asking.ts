/**
 * An edit of a take that is heard: it is not made before one has said that the take is to be the
 * song.
 */
import type { Studio } from "./studio.ts";
import type { Pending } from "./take.ts";
import { hearTake, keepAndEdit, leavesOut } from "./takes.ts";

const LEFT_OUT = " What you changed since it was asked for is not in it; Undo brings that back.";

export function bindAsking(studio: Studio): void {
  let asked = false;
  studio.topics.after(["pending"], () => {
    const { pending } = studio.state;
    if (pending) ask(studio, pending);
    else if (asked) studio.messages.clear();
    asked = pending !== null;
  });
}

function ask(studio: Studio, { take, label }: Pending): void {
  const { takes } = studio.state;
  const name = takes.includes(take) ? `take ${take.number}` : "what you hear";
  const text = `You hear ${name}, which is not your song: “${label}” waits.`;
  const more = leavesOut(studio.state, take) ? LEFT_OUT : "";
  studio.messages.notice(
    "warn",
    text + more,
    { label: `Keep ${name} and edit it`, primary: true, act: () => keep(studio, name) },
    { label: "Back to yours", act: () => studio.change(hearTake, null) },
  );
}

function keep(studio: Studio, name: string): void {
  studio.change(keepAndEdit);
  studio.messages.say(`Kept ${name}, and edited it. Undo, pressed twice, brings yours back.`);
}
