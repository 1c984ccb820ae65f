"""What the guides name is there: pages they link to, addresses, settings and shortcuts."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from django.urls import Resolver404, get_resolver, resolve
from django.urls.resolvers import URLPattern, URLResolver

REPOSITORY = Path(__file__).resolve().parent.parent
PAGES = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/*.md")])
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.M | re.S)
ADDRESS = re.compile(r"`(GET|POST|PATCH|PUT|DELETE) (/api/v1/[^`\s]*)`")
ANY = {"id": str(UUID(int=0)), "slug": "any"}


def page(name: str) -> str:
    return (REPOSITORY / "docs" / name).read_text()


def headings(text: str) -> set[str]:
    """The anchors of a page, made from its headings as Git hosts make them."""
    titles = re.findall(r"^#+ (.+)$", FENCED.sub("", text), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for link in LINK.findall(FENCED.sub("", path.read_text())):
        target, _, anchor = link.partition("#")
        if "://" in link:
            continue
        file = path.parent / target if target else path
        assert file.exists(), f"{path.name} links to {link}"
        assert not anchor or anchor in headings(file.read_text()), f"{path.name} links to {link}"


def test_the_readme_links_to_every_guide() -> None:
    linked = set(LINK.findall((REPOSITORY / "README.md").read_text()))
    assert {f"docs/{path.name}" for path in (REPOSITORY / "docs").glob("*.md")} <= linked


def addresses() -> list[tuple[str, str]]:
    return ADDRESS.findall(page("api.md"))


def view_of(address: str) -> object:
    return resolve(address.format(**ANY)).func


@pytest.mark.parametrize("address", sorted({address for _, address in addresses()}))
def test_addresses_exist(address: str) -> None:
    try:
        view = view_of(address)
    except Resolver404:
        pytest.fail(f"docs/api.md names {address}, which leads nowhere")
    methods = {method.lower() for method, named in addresses() if named == address}
    assert methods == {
        name for name in ("get", "post", "put", "patch", "delete") if hasattr(view.view_class, name)
    }


def test_every_address_of_the_api_is_named() -> None:
    named = {view_of(address) for _, address in addresses()}
    assert [
        str(pattern.pattern)
        for pattern in patterns_below("api/v1/")
        if pattern.callback not in named
    ] == []


def patterns_below(prefix: str) -> list[URLPattern]:
    found: list[URLPattern] = []
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver) and str(entry.pattern) == prefix:
            found += entry.url_patterns
    assert found
    return found


def test_settings_are_read_and_all_are_told() -> None:
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", page("operator.md"), re.M))
    settings = (REPOSITORY / "chartbusters" / "settings.py").read_text()
    read = set(re.findall(r"env_(?:text|list|bool|int|rates)\(\s*[\"']([A-Z_]+)[\"']", settings))
    assert told == read - {"PART"}  # set by the supervisor for the log, not by people


def rows(table: str) -> list[tuple[list[str], str]]:
    """Keys and words of each row of the shortcuts' table."""
    found = re.findall(r"^\| ((?:`[^`]+` ?)+) ?\| (.+) \|$", table, re.M)
    return [(re.findall(r"`([^`]+)`", keys), words) for keys, words in found]


def commands() -> dict[str, str]:
    """Key -> what it does, from the studio's list of commands."""
    text = (REPOSITORY / "frontend/src/studio/shortcuts.ts").read_text()
    known: dict[str, str] = {}
    for label, keys in re.findall(
        r'line\("\w+", "[\w-]+", "([^"]+)", \[((?:"[^"]+",? ?)+)\]', text
    ):
        known |= dict.fromkeys(re.findall(r'"([^"]+)"', keys), label)
    return known | {
        key: label for label, key in re.findall(r'tool\("\w+", "([^"]+)", "(\w)"\)', text)
    }


def test_shortcuts_are_those_of_the_studio() -> None:
    known = commands()
    shown = rows(page("guide.md").partition("## Shortcuts")[2])
    takes = {"0": "Hear your song", "1": "Hear take 1, and so on to 9"}  # made in a loop there
    assert len(shown) > 30
    told: dict[str, str] = {}
    for keys, words in shown:
        told |= dict.fromkeys(keys, words)
    assert told == known | takes
