/** The page of one's own playlist: songs are pulled, or moved by keys, and the order is kept. */
import { put } from "../api.ts";
import { announce } from "../site/copying.ts";
import { eachPage } from "../site/eachpage.ts";
import { bindOrder } from "../playlist/ordering.ts";
import { bindPulling } from "../playlist/pulling.ts";

interface Kept {
  readonly version: number;
}

eachPage(() => {
  const list = document.querySelector<HTMLElement>(".tracks[data-playlist]");
  if (!list || list.dataset["moves"] !== undefined) return;
  list.dataset["moves"] = "";
  const order = bindOrder(list, {
    save: (songs, version) =>
      put<Kept>(`playlists/${list.dataset["playlist"]}/order/`, { songs, version }),
    tell: announce,
    trouble,
  });
  bindPulling(list, order.changed);
});

function trouble(message: string): void {
  const box = document.getElementById("order-trouble");
  if (!box) return;
  const again = document.createElement("a");
  again.href = location.pathname;
  again.textContent = "Load the page again";
  box.replaceChildren(`${message} `, again);
  box.hidden = false;
}
