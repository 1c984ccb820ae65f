"""The parts of a step as HTML: prose, questions with their answers, and what is played with."""

import re
from typing import NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from chartbusters.learning.capsules import Block
from chartbusters.web.site_pages.markdown import drawn

ASKING = ("predict", "question")
SAYING = ("note",)
# What a script brings to life: the element, and what it may be told.
PLAYED = {
    "roll": ("store", "joined", "shift", "loud", "forget", "coarse", "scale"),
    "matrix": ("store",),
    "bytes": ("store",),
    "tokens": ("store",),
    "open": ("store", "title", "joined"),
    "bet": ("store",),
    "counts": ("store",),
    "babble": ("store", "memory"),
    "surprise": ("store",),
    "drums": ("forged",),
    "verdicts": (),
    "gan": ("ratio",),
}
# Static files with the numbers of networks that an element plays with.
WEIGHTS = dict.fromkeys(("drums", "verdicts", "gan"), "learn/forger-and-critic.safetensors")
ELSEWHERE = re.compile(r"https?://")
CHOICE = re.compile(r"(?P<sign>[-+=]) +(?P<words>.+)")


class Asked(NamedTuple):
    """A question, its choices, which of them is right, and why."""

    name: str
    question: SafeString
    choices: list[tuple[SafeString, bool]]
    why: SafeString
    kind: str

    @property
    def right(self) -> SafeString:
        return next(words for words, is_right in self.choices if is_right)


def words_drawn(text: str) -> SafeString:
    """Prose as HTML; a link to `word:...` leads to the glossary."""
    return drawn(text, link=_address)


def blocks_drawn(blocks: tuple[Block, ...]) -> SafeString:
    """Parts in their order. What stands behind a prediction waits until it is made."""
    made: list[str] = []
    opened = 0
    for block in blocks:
        made.append(block_drawn(block))
        if block.name == "predict":
            made.append(f'<div class="after" data-after="{asked_of(block).name}">')
            opened += 1
    made.append("</div>" * opened)
    return mark_safe("\n".join(made))  # noqa: S308 (every part is escaped where it is made)


def block_drawn(block: Block) -> SafeString:
    if not block.name:
        return words_drawn(block.text)
    if block.name in ASKING:
        return render_to_string("learning/parts/asked.html", {"asked": asked_of(block)})
    if block.name in SAYING:
        context: dict[str, object] = {"title": block.argument, "words": words_drawn(block.text)}
        return render_to_string("learning/parts/note.html", context)
    told = options_of(block)
    weights = WEIGHTS.get(block.name)
    context = {"element": f"learn-{block.name}", "told": told, "weights": weights}
    return render_to_string("learning/parts/played.html", context)


def options_of(block: Block) -> dict[str, str]:
    """`store=tune shift` as a dict; what the element cannot be told is a mistake in the text."""
    told = dict(word.partition("=")[::2] for word in block.argument.split())
    unknown = set(told) - set(PLAYED[block.name])
    if unknown:
        raise ValueError(f"{block.name} knows nothing of {sorted(unknown)}")
    return told


def asked_of(block: Block) -> Asked:
    """A block of `- choice`, `+ the right one` and `= why`, after the question."""
    lines = [line.strip() for line in block.text.splitlines() if line.strip()]
    found = [(line, CHOICE.fullmatch(line)) for line in lines]
    question = " ".join(line for line, choice in found if choice is None)
    told = [(choice["sign"], _inline(choice["words"])) for _, choice in found if choice]
    choices = [(words, sign == "+") for sign, words in told if sign != "="]
    if sum(right for _, right in choices) != 1:
        raise ValueError(f"{block.argument!r} wants one right answer")
    why = next(words for sign, words in told if sign == "=")
    return Asked(block.argument, _inline(question), choices, why, block.name)


def _inline(text: str) -> SafeString:
    paragraph = words_drawn(text)
    inside = paragraph.removeprefix("<p>").removesuffix("</p>")
    return mark_safe(inside)  # noqa: S308 (as it was drawn)


def _address(target: str) -> str | None:
    if target.startswith("word:"):
        return f"{reverse('learn-words')}#{target.removeprefix('word:')}"
    if target.startswith("capsule:"):
        return reverse("capsule", args=[target.removeprefix("capsule:")])
    inside = target.startswith("/") and not target.startswith("//")
    return target if inside or ELSEWHERE.match(target) else None
