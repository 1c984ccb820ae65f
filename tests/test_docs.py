"""What the guides name is there: pages they link to, addresses, settings and shortcuts."""

import re
from itertools import chain
from pathlib import Path
from uuid import UUID

import pytest
from django.urls import Resolver404, get_resolver, resolve
from django.urls.resolvers import URLPattern, URLResolver

REPOSITORY = Path(__file__).resolve().parent.parent
PATTERNS = ("*.md", "docs/*.md", "*/README.md", "generation/techniques/*/DECISIONS.md")
PAGES = sorted(chain.from_iterable(map(REPOSITORY.glob, PATTERNS)))
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.M | re.S)
ADDRESS = re.compile(r"`(GET|POST|PATCH|PUT|DELETE) (/api/v1/[^`\s]*)`")
ANY = {
    "name": "any",
    "kind": "wav",
    "id": str(UUID(int=0)),
    "checkpoint": str(UUID(int=0)),
    "comment": "1",
    "draft": str(UUID(int=0)),
    "song": str(UUID(int=0)),
    "slug": "any",
    "number": 1,
    "sample": 1,
    "webhook": 1,
    "username": "anybody",
}


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


def states(group: str) -> list[str]:
    """Of the rows below a heading of docs/features.md."""
    rows = page("features.md").partition(f"\n## {group}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| [^|]+ \| (there|partly|not there) \|", rows, re.M)


def test_features_are_counted() -> None:
    counted = re.findall(r"^\| (.+) \|" + r" (\d+) \|" * 4 + "$", page("features.md"), re.M)
    for name, *figures in counted[:-1]:
        told = states(name)
        sums = [*map(told.count, ("there", "partly", "not there")), len(told)]
        assert list(map(int, figures)) == sums, name
    _, *columns = zip(*counted, strict=True)
    for column in columns:
        *parts, total = map(int, column)
        assert sum(parts) == total


def shows(name: str) -> Path:
    """Where a test lies that docs/features.md names."""
    whole = name.startswith(("tests/", "frontend/"))
    return REPOSITORY / ("" if whole else "tests/chartbusters") / name


def test_what_shows_a_feature_is_there() -> None:
    tables = page("features.md").partition("\n## ")[2]
    rows = re.findall(r"^\| ([^|]+) \| there \| [^|]+ \| (.+) \|$", tables, re.M)
    assert rows and [feature for feature, shown in rows if "test" not in shown] == []
    named = re.findall(r"`([^`]*test[^`]*\.(?:py|ts))`", tables)
    assert [name for name in named if not shows(name).is_file()] == []


def test_what_shows_a_row_of_the_studio_is_there() -> None:
    rows = re.findall(r"^\| +\d+ \| [^|]+ \| ([^|]+) \| ?(.*) \|$", page("studio.md"), re.M)
    assert len(rows) == 37
    assert [
        state for state, shown in rows if state.startswith("whole") and "test" not in shown
    ] == []
    named = re.findall(r"`([^`]+\.(?:py|ts))`", page("studio.md"))
    places = [name if "/" in name else f"tests/browser/{name}" for name in named]
    assert [place for place in places if not (REPOSITORY / place).is_file()] == []


def test_settings_are_read_and_all_are_told() -> None:
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", page("operator.md"), re.M))
    files = (REPOSITORY / "chartbusters" / "settings").glob("*.py")
    settings = "".join(file.read_text() for file in files)
    read = set(re.findall(r"env_(?:text|list|bool|int|rates)\(\s*[\"']([A-Z_]+)[\"']", settings))
    assert told == read - {"PART"}  # set by the supervisor for the log, not by people
