"""The three challenges of the demo, in the spirit of the old ones, and the entries that our models
make for them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.services import entry_create
from chartbusters.compositions.models import (
    Composition,
    Origin,
    Rendering,
    RenderingState,
    Visibility,
)
from chartbusters.compositions.presets import presets
from chartbusters.compositions.provenance import Source
from chartbusters.compositions.rendering import LOST_AFTER
from chartbusters.compositions.services import (
    composition_create,
    composition_update,
    revision_add,
)
from generation.models import GenerationJob, JobState
from generation.services import job_claim, job_create
from generation.workers.jobs import attempt
from scoring.services import score_report_compute

GAN = {"rule": "technique", "value": "gan"}


@dataclass(frozen=True)
class Contest:
    """A challenge, and what is entered: (maker, preset, model, seed, title)."""

    slug: str
    title: str
    tagline: str
    overview: str
    genre: str
    rules: list[dict[str, Any]]
    entries: list[tuple[str, str, str, int, str]]
    votes: int = 0
    over: bool = False


NOTE = (
    "The entries and votes you find here are demo data: our models made the music, "
    "simulated listeners voted."
)

CONTESTS = [
    Contest(
        "back-to-bach",
        "Back to Bach",
        "Take a tune everybody knows to Leipzig.",
        "Choose a melody, or play your own, and let the Bach band-mate write the lower voices. "
        "Change what you like: "
        "ears decide, and the metrics beside the board tell how near it comes to real "
        f"chorales.\n\n{NOTE}",
        "bach",
        [GAN, {"rule": "minimum_bars", "value": 8}, {"rule": "minimum_tracks", "value": 4}],
        [
            ("ada", "ode-to-joy", "gan-bach", 11, "Joy in the Choir Loft"),
            ("finn", "minuet", "gan-bach", 12, "Minuet for Four Cousins"),
        ],
    ),
    Contest(
        "sound-science-fair",
        "The Sound Science Fair",
        "A band for the laboratory: what does discovery sound like?",
        "Give a melody a pop band and make it sound like a discovery: curious, then sure of "
        "itself. "
        f"Two minutes at most, so that every listener hears the end.\n\n{NOTE}",
        "pop",
        [GAN, {"rule": "maximum_seconds", "value": 120}, {"rule": "minimum_tracks", "value": 3}],
        [
            ("ada", "largo", "gan-pop", 21, "New World, New Element"),
            ("bela", "twinkle", "gan-pop", 22, "Telescope Night"),
            ("cleo", "frere-jacques", "gan-pop", 23, "Alarm Clock Experiment"),
            ("dario", "saints", "gan-pop", 24, "March of the Volunteers"),
            ("esme", "amazing-grace", "gan-pop", 25, "Slow Reaction"),
        ],
        votes=48,
    ),
    Contest(
        "trick-or-melody",
        "Trick or Melody",
        "Music for a house with too many doors.",
        "Something that smiles and makes you look behind you. Any model, any metre; at least "
        f"eight bars.\n\n{NOTE}",
        "general",
        [GAN, {"rule": "minimum_bars", "value": 8}],
        [
            ("ada", "greensleeves", "gan-bach", 31, "Lady in the Mirror"),
            ("bela", "fur-elise", "gan-pop", 32, "Elise Rings Twice"),
            ("cleo", "greensleeves", "gan-pop", 33, "Green Door"),
            ("dario", "minuet", "gan-pop", 34, "Ballroom, Empty"),
            ("esme", "deck-the-halls", "gan-bach", 35, "Deck the Crypt"),
            ("finn", "largo", "gan-bach", 36, "Long Corridor"),
        ],
        votes=120,
        over=True,
    ),
]


def challenge_open(contest: Contest) -> Challenge:
    """The challenge, taking entries since two weeks ago."""
    fields = {
        name: getattr(contest, name)
        for name in ("slug", "title", "tagline", "overview", "genre", "rules")
    }
    day = timedelta(days=1)
    times = {
        "opens_at": Now() - 14 * day,
        "entries_close_at": Now() + 45 * day,
        "voting_closes_at": Now() + 60 * day,
    }
    return Challenge.objects.create(published=True, **fields, **times)


def challenge_move(challenge: Challenge, *, voting_over: bool) -> None:
    """Ends the taking of entries, or of votes, now."""
    end = {"voting_closes_at": Now()} if voting_over else {"entries_close_at": Now()}
    Challenge.objects.filter(pk=challenge.pk).update(**end)


def enter(
    challenge: Challenge, maker: User, preset: str, model: str, seed: int, title: str
) -> Entry:
    """A maker takes a preset, lets a model add a band, and enters it: the same services as a
    person's clicks."""
    melody = next(one for one in presets() if one.slug == preset).song
    composition = composition_create(
        owner=maker, song=melody, title=title, source=Source(Origin.PRESET)
    )
    job = job_create(
        owner=maker, session_key="", technique="gan", model=model, song=melody, seed=seed
    )
    if claimed := job_claim(pk=str(job.pk), worker="demo"):
        attempt(claimed)
    made = GenerationJob.objects.select_related("result").get(pk=job.pk)
    if made.state != JobState.DONE or made.result is None:
        raise RuntimeError(f"{model} made nothing of {preset}: {made.error_message or made.state}")
    revision_add(
        composition=composition, song=made.result.song, source=Source(Origin.GENERATED, made.pk)
    )
    composition_update(composition=composition, visibility=Visibility.PUBLIC, licence="cc0")
    entry = entry_create(
        challenge=challenge,
        composition=Composition.objects.select_related("head__song").get(pk=composition.pk),
        maker=maker,
        process_note=f"{model} added the other parts (seed {seed}); nothing was edited.",
    )
    # The listeners ask for the score at once; the audio is rendered by the worker once the site is
    # up.
    if entry.score_report_id:
        score_report_compute(pk=entry.score_report_id)
    return entry


def hand_over_audio() -> None:
    """Makes waiting audio look overdue: its messages went nowhere, and so the reaper asks for it on
    its first round."""
    Rendering.objects.filter(state=RenderingState.QUEUED).update(created_at=Now() - LOST_AFTER)
