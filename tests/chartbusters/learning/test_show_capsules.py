"""Every step has its page and its address; what a capsule says is there, and leads somewhere."""

import re
from itertools import chain
from typing import Any

import pytest
from django.urls import reverse

from chartbusters.learning.addresses import step_address
from chartbusters.learning.capsules import Block, Capsule, Step, blocks_of, capsules
from chartbusters.learning.glossary import words
from chartbusters.learning.parts import asked_of, block_drawn, options_of, words_drawn

pytestmark = pytest.mark.django_db


def steps_of(capsule: Capsule) -> list[tuple[Capsule, int]]:
    return [(capsule, at) for at in range(len(capsule.steps))]


EVERY = list(chain.from_iterable(map(steps_of, capsules())))


@pytest.mark.parametrize(("capsule", "at"), EVERY)
def test_every_step_has_a_page(capsule: Capsule, at: int, visitor: Any) -> None:
    answer = visitor.get(step_address(capsule, at))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f"<h1>{capsule.steps[at].title}</h1>" in page
    assert page.count('aria-current="step"') == 1
    for other in range(len(capsule.steps)):
        assert f'href="{step_address(capsule, other)}"' in page


def test_nothing_else_has_one(visitor: Any) -> None:
    for address in ("/learn/words/draw/", "/learn/nothing/", "/learn/music-as-numbers/teacher/"):
        assert visitor.get(address).status_code == 404
    first = visitor.get("/learn/music-as-numbers/draw/")
    assert (first.status_code, first["Location"]) == (301, "/learn/music-as-numbers/")


def named_blocks(step: Step) -> list[tuple[str, Block]]:
    return [(step.name, block) for block in step.blocks]


@pytest.mark.parametrize("capsule", capsules())
def test_a_capsule_has_what_all_have(capsule: Capsule) -> None:
    assert 5 <= len(capsule.steps) <= 7 and capsule.minutes <= 10
    named = list(chain.from_iterable(map(named_blocks, capsule.steps)))
    asked = [block.argument for _, block in named if block.name in ("predict", "question")]
    assert len(asked) == len(set(asked)), "answers are kept under the names of questions"
    assert [step for step, block in named if block.name == "question"] == ["check"] * 3
    assert [step for step, block in named if block.name == "open"] == ["check"]
    first = [block.name for block in capsule.steps[0].blocks]
    played = next(at for at, name in enumerate(first) if name not in ("", "note"))
    assert first[played] != "predict", "sound comes first"
    known = {word.name for word in words()}
    assert set(capsule.words) <= known


@pytest.mark.parametrize("capsule", capsules())
def test_a_guess_comes_before_what_is_shown(capsule: Capsule) -> None:
    """Each step but the first, the game and the last begins with a guess, before anything moves."""
    for step in capsule.steps[1:-1]:
        names = [block.name for block in step.blocks if block.name not in ("", "note")]
        assert names[0] in ("predict", "bet"), step.name


def test_links_lead_somewhere(visitor: Any) -> None:
    pages = [step_address(capsule, at) for capsule, at in EVERY]
    pages += [reverse("capsule-sheet", args=[capsule.name]) for capsule in capsules()]
    glossary = visitor.get(reverse("learn-words")).content.decode()
    for page in [*pages, *map(reverse, ("learn", "learn-words", "learn-others"))]:
        content = visitor.get(page).content.decode().partition("<main")[2].partition("</main")[0]
        for target in re.findall(r'href="(/[^"#]*)(#[^"]*)?"', content):
            path, place = target
            assert visitor.get(path).status_code in (200, 302), (page, target)
            if place:
                assert f'id="{place[1:]}"' in glossary, (page, target)


def test_all_is_in_the_sitemap_and_the_navigation(visitor: Any) -> None:
    sitemap = visitor.get("/sitemap.xml").content.decode()
    for capsule, at in EVERY:
        assert f"{step_address(capsule, at)}</loc>" in sitemap
    assert f'<a href="{reverse("learn")}"' in visitor.get(reverse("songs")).content.decode()


def test_a_sheet_has_all_questions_with_answers(visitor: Any) -> None:
    for capsule in capsules():
        page = visitor.get(reverse("capsule-sheet", args=[capsule.name])).content.decode()
        for step in capsule.steps:
            for block in step.blocks:
                if block.name in ("predict", "question"):
                    asked = asked_of(block)
                    assert asked.question in page and asked.right in page and asked.why in page


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one\n\ntwo", [("", "", "one\n\ntwo")]),
        (":::roll a=b c\n:::\nend", [("roll", "a=b c", ""), ("", "", "end")]),
        ("x\n:::note A b\ny\n:::", [("", "", "x"), ("note", "A b", "y")]),
    ],
)
def test_parts_are_read(text: str, found: list[Any]) -> None:
    assert [tuple(block) for block in blocks_of(text)] == found


def test_mistakes_in_a_text_are_told() -> None:
    with pytest.raises(ValueError, match="has no end"):
        blocks_of(":::roll\n")
    with pytest.raises(ValueError, match="knows nothing"):
        options_of(Block("roll", "colour=red", ""))
    with pytest.raises(ValueError, match="one right answer"):
        asked_of(Block("predict", "x", "Which?\n- a\n- b\n= why"))


def test_a_text_brings_no_markup_of_its_own() -> None:
    assert "<script" not in words_drawn("<script>x</script>")
    assert "href" not in words_drawn("[x](javascript:alert)")
    asked = Block("predict", 'a"b', "<i>Which?\n+ <b>a\n- b\n= <u>why")
    page = str(block_drawn(asked))
    assert not re.search(r"<(i|b|u)\b>", page) and 'data-asked="a&quot;b"' in page
