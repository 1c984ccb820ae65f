"""The parts of a step as HTML: prose, questions with their answers, and what is played with."""

import re
from typing import NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from chartbusters.learning.capsules import Block, Capsule
from chartbusters.web.site_pages.markdown import drawn

ASKING = ("predict", "question")
SAYING = ("note",)
DRAWN = "picture"  # of `templates/learning/pictures`
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
    "chorale": ("trace", "ask"),
    "hearing": (),
    "listening": ("store", "lines", "heads", "token"),
    "versions": ("store", "of"),
    "melodies": (),
    "training": ("held",),
    "cheats": (),
    "vote": ("queue",),
    "between": (),
    "diffusion": (),
    "forecast": ("store",),
    "strides": (),
    "drums": ("forged", "trained"),
    "verdicts": (),
    "gan": ("ratio",),
}
# What was computed beforehand for a part, or for what opens its store: a file that it fetches.
FETCHED = {
    "chorale": "learning/refill.json",
    "hearing": "learning/refill.json",
    "refilled": "learning/refill.json",
    "attention": "learning/attention.json",
    "drums": "learning/forger-and-critic.safetensors",
    "verdicts": "learning/forger-and-critic.safetensors",
    "gan": "learning/forger-and-critic.safetensors",
}
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
    if block.name == DRAWN:
        return render_to_string(f"learning/pictures/{block.argument}.svg", {"words": block.text})
    told = options_of(block)
    fetched = FETCHED.get(block.name) or FETCHED.get(told.get("store", ""))
    context = {"element": f"learn-{block.name}", "told": told, "fetched": fetched}
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


def questions_of(capsule: Capsule) -> list[Asked]:
    """All that a capsule asks, in its order."""
    found: list[Asked] = []
    for step in capsule.steps:
        found += [asked_of(block) for block in step.blocks if block.name in ASKING]
    return found


def _inline(text: str) -> SafeString:
    paragraph = words_drawn(text)
    inside = paragraph.removeprefix("<p>").removesuffix("</p>")
    return mark_safe(inside)  # noqa: S308 (as it was drawn)


def _address(target: str) -> str | None:
    if target.startswith("word:"):
        return f"{reverse('learn-words')}#{target.removeprefix('word:')}"
    if target.startswith("capsule:"):
        return reverse("capsule", args=[target.removeprefix("capsule:")])
    inside = target.startswith(("/", "#")) and not target.startswith("//")
    return target if inside or ELSEWHERE.match(target) else None
