"""Models are met by keyboard: looked for, heard in the list, before and after, and asked in the
studio; one that somebody has trained makes a take by a real worker, and is published."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import AXE, violations
from tests.browser.people import Organiser, sign_up
from tests.browser.studio import make_take, open_models, open_studio, take_melody
from tests.browsers import wait_for
from tests.servers import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

MAKE = """
from django.contrib.auth import get_user_model
from tests.trained_models import examples_made, model_trained
owner = get_user_model().objects.get(username="{name}")
model = model_trained(owner, "{title}", playable=True)
examples_made(model)
print(model.name)
"""
CHOSEN = "document.querySelector('[name=model]:checked')?.value"


def train_for(site: Site, name: str, title: str) -> str:
    """The weights of an installed model, as if this person had trained them."""
    return site.manage("shell", "-c", MAKE.format(name=name, title=title)).split()[-1]


def test_one_is_found_and_heard(page: "Page") -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Models").press("Enter")
    page.get_by_role("searchbox", name="Look for").fill("pop band")
    page.keyboard.press("Enter")
    page.wait_for_url("**/models/?q=*")
    found = page.locator(".models > li")
    assert found.count() == 1
    found.get_by_role("button", name="Play Pop band").press("Enter")
    wait_for(page, "document.querySelector('.cover.sounding')")
    found.get_by_role("link", name="Pop band", exact=True).press("Enter")
    page.get_by_role("heading", name="Before and after").wait_for()
    players = page.locator("song-player")
    assert players.count() == 6
    for place in (0, 1):
        players.nth(place).get_by_role("button").first.press("Enter")
        wait_for(page, f"document.querySelectorAll('song-player')[{place}].heardMs > 300")


def test_a_trained_one_makes_a_take(page: "Page", site: Site) -> None:
    sign_up(page, "model-player")
    name = train_for(site, "model-player", "Evening band")
    open_studio(page)
    take_melody(page)
    open_models(page)
    page.get_by_role("radio", name="Evening band").check(force=True)
    make_take(page)
    page.reload()
    wait_for(page, f"({CHOSEN}) === '{name}'")


def test_one_is_shared_published_and_withdrawn(new_page: "Callable[..., Page]", site: Site) -> None:
    alice, bob = new_page(), new_page()
    sign_up(alice, "model-maker")
    sign_up(bob, "model-keeper")
    name = train_for(site, "model-maker", "Morning band")
    keep_by_link(alice, bob, name)
    publish(alice, new_page(), site)
    visitor = new_page()
    visitor.goto("/models/?whose=published")
    visitor.get_by_role("link", name="Morning band", exact=True).wait_for()

    alice.goto(f"/models/{name}/")
    alice.get_by_role("button", name="Withdraw it").press("Enter")
    alice.get_by_role("button", name="Bring it back").wait_for()
    bob.reload()
    bob.get_by_text("is chosen instead").wait_for()


def keep_by_link(alice: "Page", bob: "Page", name: str) -> None:
    """Bob comes by alice's link, first as a visitor does, and asks the model in the studio."""
    alice.goto(f"/models/{name}/")
    alice.get_by_role("button", name="Share by a link").press("Enter")
    bob.goto(alice.get_by_label("Link to the model").input_value())
    bob.get_by_role("button", name="Use in the studio").press("Enter")
    bob.wait_for_url("**/studio/**")
    wait_for(bob, f"({CHOSEN}) === '{name}'")
    assert "model=" not in bob.url


def publish(alice: "Page", staff: "Page", site: Site) -> None:
    alice.get_by_text("Ask to have it published").press("Enter")
    alice.get_by_role("button", name="Ask the organisers").press("Enter")
    alice.get_by_text("They have not decided yet").wait_for()
    Organiser(staff, site)
    staff.goto("/models/asked/")
    staff.get_by_role("button", name="Publish").press("Enter")
    staff.get_by_text("Morning band is published.").wait_for()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing(
    new_page: "Callable[..., Page]", site: Site, scheme: str, width: int
) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    sign_up(page, f"model-reader-{scheme}")
    name = train_for(site, f"model-reader-{scheme}", "Night band")
    addresses = ["/models/", "/models/?q=zither", "/models/gan-pop/", "/models/transformer-all/"]
    for address in [*addresses, "/models/?whose=mine", f"/models/{name}/"]:
        page.goto(address)
        page.evaluate(AXE.read_text())
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
