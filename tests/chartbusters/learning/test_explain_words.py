"""Words that pages and the studio link to are in the glossary, each once, with what it means in a
sentence."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from chartbusters.learning.glossary import PARAMETERS, word_named, words
from chartbusters.learning.templatetags.words import parameter_word, parameter_words, word
from generation.catalogue import cards
from generation.techniques import TECHNIQUES

TEMPLATES = Path(__file__).parents[3] / "templates"
LINKED = re.compile(r'\{% word "([^"]+)"')


def linked() -> Iterator[tuple[str, str]]:
    for path in TEMPLATES.rglob("*.html"):
        for name in LINKED.findall(path.read_text()):
            yield f"{path.relative_to(TEMPLATES)}", name


def test_every_word_that_is_linked_is_in_the_glossary() -> None:
    found = dict.fromkeys(name for _, name in linked())
    assert {"epoch", "loss", "validation", "overfitting", "seed", "fine-tuning"} <= {*found}
    for name in (*found, *PARAMETERS.values()):
        assert word_named(name).title


def test_a_word_stands_once_in_the_glossary() -> None:
    names = [each.name for each in words()]
    assert len(names) == len(set(names)) > 30


def test_what_it_means_is_a_sentence() -> None:
    for each in words():
        assert 10 < len(each.short) < 200 and each.short[-1] in ".!?", each.short
        assert "<" not in each.short and "&" not in each.short


def test_parameters_are_those_of_models_and_trainings() -> None:
    known = {"seed"}
    for card in cards():
        known |= {one.name for one in card.parameters}
    for technique in TECHNIQUES.values():
        known |= {one.name for one in technique.training_parameters}
    assert set(PARAMETERS) <= known
    for name in ("epochs", "batch", "learning_rate", "update_ratio", "temperature", "top_p"):
        assert name in PARAMETERS


def test_a_link_says_where_it_leads_and_what_it_means() -> None:
    drawn = word("overfitting", "by <heart>")
    assert f'href="{reverse("learn-words")}#overfitting"' in drawn
    assert "by &lt;heart&gt;" in drawn and "To learn examples by heart" in drawn
    assert "_blank" not in drawn and "_blank" in word("seed", apart=True)
    assert parameter_word("nothing<") == "<code>nothing&lt;</code>"
    assert "#learning-rate" in parameter_word("learning_rate")
    with pytest.raises(LookupError):
        word("nothing")


@pytest.mark.django_db
def test_pages_link_them(visitor: Any) -> None:
    studio = visitor.get(reverse("studio")).content.decode()
    told = json.loads(parameter_words())
    assert told["top_p"]["url"] == f"{reverse('learn-words')}#top-p"
    assert "&quot;top_p&quot;" in studio and "#seed" in studio
    recipe = reverse("training-new") + "?step=recipe&technique=gan&data="
    offered = re.findall(r"data=([\w-]+)", visitor.get(f"{recipe}").content.decode())
    page = visitor.get(recipe + (offered[0] if offered else "")).content.decode()
    for place in ("#learning-rate", "#update-ratio", "#epoch", "#batch", "#fine-tuning"):
        assert f"{reverse('learn-words')}{place}" in page
