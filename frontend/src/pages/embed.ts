/** The player in other people's pages, which their scripts and the keyboard steer. */
import "../shareplayer/element.ts";
import type { SharePlayer } from "../shareplayer/element.ts";
import { soundsAlone } from "../widget/alone.ts";
import { Deck } from "../widget/deck.ts";
import { dress, followKeys, followList, name } from "../widget/frame.ts";
import { parametersOf } from "../widget/parameters.ts";
import { soundsOf } from "../widget/sounds.ts";
import { originAround, Steering } from "../widget/steering.ts";
import { EVENTS } from "../widget/wire.ts";

const asked = parametersOf(location.search);
const framed = parent !== window;
const steering = new Steering(parent, originAround(location, document.referrer));
const player = document.querySelector<SharePlayer>("share-player");
if (framed) addEventListener("message", (event) => steering.hear(event));
if (player) begin(player);

function begin(first: SharePlayer): void {
  const alone = asked.singleActive ? soundsAlone(() => deck.pause()) : null;
  let come = false;
  const deck = new Deck(first, soundsOf(document), {
    changed: name,
    tell: (event, value) => {
      if (event === EVENTS.PLAY) alone?.begin();
      steering.tell(event, value);
    },
    ready: () => {
      if (!come && asked.autoPlay) deck.play();
      if (!come && framed) steering.ready(deck);
      come = true;
    },
  });
  dress(asked);
  deck.skip(asked.startTrack);
  followKeys(deck);
  followList(deck);
  document.querySelector("[data-download]")?.addEventListener("click", () => {
    steering.tell(EVENTS.CLICK_DOWNLOAD, null);
  });
}
