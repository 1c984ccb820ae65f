"""Who enters a challenge beside the maker of a journey."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from generation.music import to_document
from generation.music.song import Song
from tests.browser.people import token
from tests.browsers import patience
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page


def enter_rival(page: "Page", slug: str, sample_song: Callable[..., Song]) -> None:
    """Another entry, by the API: made by the GAN too, as the rules ask."""
    headers = {"X-CSRFToken": token(page)}

    def post(path: str, body: Any) -> Any:
        answer = page.request.post(f"/api/v1/{path}", data=body, headers=headers)
        assert answer.ok, answer.text()
        return answer.json()

    melody = to_document(sample_song(bars=8, title="Rival"))
    job = post(
        "generation-jobs/", {"technique": "gan", "model": "gan-bach", "document": melody, "seed": 5}
    )
    address = f"/api/v1/generation-jobs/{job['id']}/"
    wait_until(
        lambda: page.request.get(address).json()["state"] == "done",
        patience() / 1000,
        "the rival's job",
    )
    made = page.request.get(address).json()["result"]["document"]
    saved = post(
        "compositions/",
        {"title": "Rival", "document": made, "origin": {"kind": "generated", "job": job["id"]}},
    )
    post("entries/", {"challenge": slug, "composition": saved["id"]})
