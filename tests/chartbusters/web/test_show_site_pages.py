"""Guides, promises, and what search engines are told: public things only, and no markup of
others."""

import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from chartbusters.compositions.services import composition_update
from chartbusters.web.site_pages.guides import GUIDES
from chartbusters.web.site_pages.markdown import drawn


def told(text: str) -> str:
    return str(drawn(text, link=lambda address: address))


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("# A *b* `c*d*`", '<h1 id="a-b-cd">A <em>b</em> <code>c*d*</code></h1>'),
        ("one\ntwo\n\nthree", "<p>one two</p>\n<p>three</p>"),
        ("- a\n  more\n- **b**", "<ul><li>a more</li><li><strong>b</strong></li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("```sh\n# no *heading*\n```\nend", "no *heading*</code></pre>\n<p>end</p>"),
        ("[x](/a?b=1&c=2)", '<p><a href="/a?b=1&amp;c=2">x</a></p>'),
        ("<script>`<b>`", "<p>&lt;script&gt;<code>&lt;b&gt;</code></p>"),
        ("|a|b|\n|---|---|\n|`1`|2|", "<tr><td><code>1</code></td><td>2</td></tr>"),
        ("2 * 3 * 4 and snake_case", "<p>2 * 3 * 4 and snake_case</p>"),
    ],
)
def test_markdown_is_drawn(text: str, page: str) -> None:
    assert page in told(text)


def test_markdown_brings_no_markup_of_its_own() -> None:
    page = told('<img src=x>\n\n[a"b](https://x/"onload=")\n\n# <i>\n\n|<u>|\n|---|')
    assert not re.search(r"<(img|i|u)\b", page)
    assert '"https://x/&quot;onload=&quot;"' in page


def test_every_guide_is_a_page_and_its_links_lead_somewhere(visitor: Any) -> None:
    index = visitor.get(reverse("help")).content.decode()
    pages = {}
    for name in GUIDES:
        address = reverse("guide", args=[name])
        assert f'href="{address}"' in index
        pages[address] = visitor.get(address).content.decode()
    for address, page in pages.items():
        article = page.partition("<article>")[2].partition("</article>")[0]
        for target in re.findall(r'href="([/#][^"]*)"', article):
            path, _, place = target.partition("#")
            assert f'id="{place}"' in pages[path or address] or not place, (address, target)
    assert visitor.get("/help/no-guide/").status_code == 404


def test_promises_are_the_operators_words_above_ours(
    visitor: Any, settings: Any, tmp_path: Path
) -> None:
    settings.PAGES_DIR = str(tmp_path)
    assert "written nothing here yet" in visitor.get("/terms/").content.decode()
    (tmp_path / "terms.md").write_text("We are *the choir*. <script>alert(1)</script>")
    page = visitor.get("/terms/").content.decode()
    assert "We are <em>the choir</em>." in page and "<script>alert" not in page
    assert "written nothing here yet" not in page
    for address in ("/privacy/", "/accessibility/", "/imprint/"):
        assert visitor.get(address).status_code == 200


@pytest.mark.parametrize("name", ["terms", "privacy", "imprint", "accessibility"])
def test_a_changed_file_is_shown_at_once_with_its_day(
    visitor: Any, settings: Any, tmp_path: Path, name: str
) -> None:
    settings.PAGES_DIR = str(tmp_path)
    file = tmp_path / f"{name}.md"
    for day, words in (("1 May 2026", "First words"), ("2 May 2026", "Other words")):
        file.write_text(words)
        when = datetime.strptime(f"{day} 12:00 +0000", "%d %B %Y %H:%M %z").timestamp()
        os.utime(file, (when, when))
        page = visitor.get(f"/{name}/").content.decode()
        assert words in page and day in page.replace("&nbsp;", " ")
    file.write_bytes(b"\xff" + b"x" * 1_000_000)
    assert len(visitor.get(f"/{name}/").content) < 220_000
    file.unlink()
    assert "Other words" not in visitor.get(f"/{name}/").content.decode()


def test_links_of_an_operator_lead_where_they_say(
    visitor: Any, settings: Any, tmp_path: Path
) -> None:
    settings.PAGES_DIR = str(tmp_path)
    (tmp_path / "imprint.md").write_text(
        "[a](mailto:me@example.org) [b](javascript:alert(1)) [c](//evil.example) [d](/help/)"
    )
    page = visitor.get("/imprint/").content.decode()
    assert 'href="mailto:me@example.org"' in page and ">d</a>" in page
    assert "javascript:" not in page and "//evil.example" not in page


def test_search_engines_are_told_of_public_things_alone(
    visitor: Any, alice: Any, challenge_in: Any, composition_of: Any, settings: Any
) -> None:
    settings.DEBUG = True  # drawn anew each time
    challenge_in("open", slug="shown")
    challenge_in("open", slug="planned", published=False)
    public, private = composition_of(alice, title="Heard"), composition_of(alice, title="Mine")
    composition_update(composition=public, visibility="public")
    page = visitor.get("/sitemap.xml").content.decode()
    assert "/challenges/shown/</loc>" in page and "planned" not in page
    assert f"/@alice/{public.slug}/</loc>" in page and private.slug not in page
    robots = visitor.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in robots and "Sitemap: http://testserver/sitemap.xml" in robots
