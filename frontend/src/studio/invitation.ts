/** Ways to begin, over a roll without notes: they go with the first note. */
import type { Elements } from "./elements.ts";
import { isEmpty } from "./state.ts";
import type { Studio } from "./studio.ts";

export function bindInvitation(
  studio: Studio,
  { invitation }: Pick<Elements, "invitation">,
): void {
  studio.on(["song"], () => {
    invitation.hidden = !isEmpty(studio.state);
  });
}
