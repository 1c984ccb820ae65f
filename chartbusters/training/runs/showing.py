"""What the page of a run says beside what is drawn: whose it is, from what it learns, by what
plan."""

from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from chartbusters.training.runs.source import Source, source_of
from chartbusters.training.wizard.choices import VALUE
from chartbusters.web.identity import person_of
from generation.models import TrainingRun, Visibility
from generation.rights import PUBLISH_TRAINING, has_right
from generation.techniques import TECHNIQUES
from generation.training_selectors import run_controllable, run_keepable, run_resumable

UNCHOSEN = "not chosen"
RECIPES = {"fast": "Fast", "good": "Good", "overnight": "Overnight", "": "Own numbers"}


# What the owner may ask of it; which of these stand there is told by its state.
ACTS = (
    ("model", "Use the best epoch in the studio", " primary"),
    ("pause", "Pause", ""),
    ("resume", "Resume", ""),
    ("keep", "Stop, and keep the best", ""),
    ("cancel", "Cancel", " danger"),
)
QUESTIONS = (
    (
        "keep",
        "End the training here?",
        "It stops at its next step. Its best epoch so far stands, and can be used in the studio. "
        "You can still resume it later.",
        "Stop, and keep the best",
    ),
    (
        "cancel",
        "Cancel the training?",
        "It stops at once and gives up its place. The epochs it has told stay on this page. If you "
        "change your mind, Resume takes it up again.",
        "Cancel the training",
    ),
)


class Number(NamedTuple):
    """One of the plan, by its true name."""

    name: str
    label: str
    value: Any
    help: str
    chosen: bool  # by the owner; else it is what the recipe or the technique says


@dataclass(frozen=True)
class Watched:
    """A run as a visitor sees it."""

    run: TrainingRun
    owns: bool
    publishes: bool
    resumable: bool
    keepable: bool
    link: str  # the whole address for others, where it is shared by one
    source: Source
    numbers: list[Number]
    script: dict[str, Any]  # what the page's script is told
    acts = ACTS
    questions = QUESTIONS

    @property
    def technique(self) -> str:
        known = TECHNIQUES.get(self.run.technique)
        return known.title if known else self.run.technique

    @property
    def title(self) -> str:
        return self.run.title or f"{self.technique} on {self.run.genre}"

    @property
    def again(self) -> str:
        """The wizard with all that was chosen for this run; own files are those of their owner."""
        run, data = self.run, self.run.pack or (self.owns and self.run.dataset_id) or ""
        told = {"technique": run.technique, "data": data, "recipe": run.recipe, "start": run.start}
        chosen = {f"{VALUE}{each.name}": each.value for each in self.numbers if each.chosen}
        query = urlencode({name: value for name, value in {**told, **chosen}.items() if value})
        return f"{reverse('training-new')}?{query}"

    @property
    def recipe(self) -> str:
        return RECIPES.get(self.run.recipe, self.run.recipe.capitalize())

    @property
    def visibilities(self) -> list[tuple[str, str]]:
        """Those that may be chosen, and the one that is."""
        words = {
            Visibility.PRIVATE: "Only I",
            Visibility.LINK: "Whoever has the link",
            Visibility.PUBLISHED: "Everybody",
        }
        closed = not self.publishes and self.run.visibility != Visibility.PUBLISHED
        return [
            (value.value, label)
            for value, label in words.items()
            if not (closed and value == Visibility.PUBLISHED)
        ]


def watched(request: HttpRequest, run: TrainingRun, link: str) -> Watched:
    person: Any = person_of(request)
    owns = run_controllable(run=run, user=person)
    query = f"?link={run.link_token}" if run.visibility == Visibility.LINK else ""
    page = reverse("training-run", args=[run.pk])
    return Watched(
        run=run,
        owns=owns,
        publishes=bool(person) and has_right(person, PUBLISH_TRAINING),
        resumable=run_resumable(run),
        keepable=run_keepable(run),
        link=request.build_absolute_uri(page + query) if owns and query else "",
        source=source_of(run),
        numbers=numbers_of(run),
        script={"run": str(run.pk), "link": link, "owns": owns, "page": page},
    )


def numbers_of(run: TrainingRun) -> list[Number]:
    """Those that stand in the plan, each by its true name and in words."""
    known = TECHNIQUES.get(run.technique)
    parameters = {each.name: each for each in getattr(known, "training_parameters", ())}
    recipe = dict(getattr(known, "recipes", {}).get(run.recipe, {})) if known else {}
    defaults = {name: each.default for name, each in parameters.items()}
    values = {**defaults, **recipe, **run.plan}
    return [
        Number(
            name,
            parameters[name].label if name in parameters else name.replace("_", " ").capitalize(),
            value,
            parameters[name].help if name in parameters else "",
            name in run.plan and run.plan[name] != {**defaults, **recipe}.get(name),
        )
        for name, value in values.items()
    ]


class Row(NamedTuple):
    """A line of the table in which two runs stand beside each other."""

    label: str
    one: Any
    other: Any

    @property
    def differs(self) -> bool:
        return bool(self.one != self.other)


def differences(one: Watched, other: Watched) -> list[Row]:
    """All that was chosen for two runs."""
    rows = [
        Row("Technique", one.technique, other.technique),
        Row("Kind of music", one.run.genre, other.run.genre),
        Row("Learns from", one.source.title, other.source.title),
        Row("Recipe", one.recipe, other.recipe),
        Row("Goes on from", one.run.start or "nothing", other.run.start or "nothing"),
    ]
    mine, theirs = values_of(one), values_of(other)
    for label in dict.fromkeys([*mine, *theirs]):
        rows.append(Row(label, mine.get(label, UNCHOSEN), theirs.get(label, UNCHOSEN)))
    return rows


def values_of(side: Watched) -> dict[str, Any]:
    return {each.label: each.value for each in side.numbers}
