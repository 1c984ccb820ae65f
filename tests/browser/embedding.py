"""A site of somebody else, on an origin of its own, whose pages have our player in a frame."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from tests.browsers import patience
from tests.other_sites import OtherSite
from tests.servers import Site
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A blog</title>
<h1>A song I like</h1>
<iframe id="song" width="600" height="200" allow="autoplay" title="A song" src="{src}"
 sandbox="allow-scripts allow-same-origin allow-popups allow-downloads"></iframe>{more}</html>"""
SHIM = """<script src="{api}"></script><script>
const said = [];
const widget = SC.Widget("song");
for (const name of Object.values(SC.Widget.Events))
  widget.bind(name, (value) => said.push([name, value]));
</script>"""
RAW = """<script>
const said = [];
addEventListener("message", (event) => said.push([event.origin, event.data]));
const song = document.getElementById("song");
const tell = (text, to) => song.contentWindow.postMessage(text, to || new URL(song.src).origin);
</script>"""
NEIGHBOUR = """<iframe id="hostile" title="Another frame" srcdoc="<script>
for (let at = 0; at < 100; at += 1) {
  const wish = { method: 'setVolume', value: 1 };
  parent.frames[0].postMessage(JSON.stringify(wish), '*');
}
document.title = 'done';
</script>"></iframe>"""


@contextmanager
def blog(pages: dict[str, str]) -> Iterator[str]:
    """Serves these pages; the address is of another site than ours in a browser's eyes."""

    class Blog(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(urlsplit(self.path).path)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *_: Any) -> None:
            """Nobody reads it."""

    with OtherSite(Blog).running() as server:
        yield f"http://localhost:{server.server_address[1]}"


def page_with(site: Site, song: str, *, more: str, asked: str = "") -> str:
    """A page with the player of the song at this address of ours."""
    src = f"{site.url}/player/?url={quote(site.url + song, safe='')}{asked}"
    return PAGE.format(src=src, more=more.replace("{api}", f"{site.url}/player/api.js"))


def recorded(page: "Page", site: Site, song: str) -> None:
    """Waits until a worker has made the recording."""
    asked: Callable[[], bool] = lambda: (  # noqa: E731
        page.request.get(f"{site.url}{song}rendering.json").json()["state"] == "done"
    )
    wait_until(asked, patience() / 1000, f"the recording of {song}")
