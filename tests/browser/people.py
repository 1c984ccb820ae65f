"""The people of a journey: somebody who signs up, and an organiser who runs a challenge."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tests.servers import Site
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

WORD = "a-long-enough-word-7"


def sign_up(page: "Page", name: str) -> None:
    page.goto("/accounts/signup/")
    page.fill("[name=username]", name)
    page.fill("[name=password1]", WORD)
    page.keyboard.press("Enter")
    page.get_by_text(f"@{name}").wait_for()


def token(page: "Page") -> str:
    return page.get_attribute("meta[name=csrf-token]", "content") or ""


class Organiser:
    """Makes and runs a challenge in the admin, as an organiser does."""

    def __init__(self, page: "Page", site: Site) -> None:
        self.page = page
        page.goto("/accounts/login/?next=/admin/")
        page.fill("[name=login]", "organiser")
        page.fill("[name=password]", (site.var / "demo_password").read_text())
        page.keyboard.press("Enter")
        page.get_by_text("Site administration").wait_for()

    def announce(self, slug: str, title: str) -> None:
        self.page.goto("/admin/challenges/challenge/add/")
        self.page.locator("#id_title").press_sequentially(title)
        wait_until(
            lambda: self.page.input_value("#id_slug") == slug, what="the slug made from the title"
        )
        self.page.select_option("#id_genre", "bach")
        self.page.check("[name=rules-technique][value=gan]")
        self.page.fill("#id_rules-minimum_tracks", "4")
        self.page.check("#id_published")
        self._times(opens_at=-1, entries_close_at=1, voting_closes_at=2)
        self.page.click("[name=_save]")
        self.page.get_by_text("was added successfully").wait_for()

    def begin_voting(self, title: str) -> None:
        self._move(title, entries_close_at=-0.01)

    def end_voting(self, title: str) -> None:
        self._move(title, voting_closes_at=0)

    def _move(self, title: str, **hours: float) -> None:
        self.page.goto("/admin/challenges/challenge/")
        self.page.get_by_role("link", name=title, exact=True).click()
        self._times(**hours)
        self.page.fill("#id_note", "Earlier, for this journey.")
        self.page.click("[name=_save]")
        self.page.get_by_text("was changed successfully").wait_for()

    def _times(self, **hours: float) -> None:
        for name, offset in hours.items():
            at = timezone.now() + timedelta(hours=offset)
            self.page.fill(f"#id_{name}_0", f"{at:%Y-%m-%d}")
            self.page.fill(f"#id_{name}_1", f"{at:%H:%M:%S}")
