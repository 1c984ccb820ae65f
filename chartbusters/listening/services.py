"""A blind test: a challenge for each melody, entered by accounts of which nobody knows who plays,
and a season that counts them together. What is made here goes the way of people's entries."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import chain
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry, Palette, Takes
from chartbusters.challenges.services import (
    challenge_save,
    class_code_make,
    entry_create,
    members_list,
)
from chartbusters.compositions.models import Composition
from chartbusters.listening import selectors
from chartbusters.listening.parts import composition_make
from chartbusters.listening.people import account_tell, accounts_make
from chartbusters.listening.titles import label_of, maker_of, note_of
from chartbusters.seasons.models import Season
from chartbusters.seasons.services import season_save
from chartbusters.web.errors import Refusal
from generation.listening.programme import FEWEST, Part, Programme
from generation.listening.traits import list_traits
from generation.listening.tunes import Tune
from scoring.services import score_report_compute

Say = Callable[[str], None]
OVERVIEW = (
    "{about} Nobody is told which is which before the end: say what you hear.\n\n"
    "The {given}: {credit}.{traits} This is number {number} of {count}; [all of them]({season}) "
    "are counted together."
)


class Terms(NamedTuple):
    """How a test is run: its name in addresses, by whom, for how long people may enter and vote,
    how many pairs each is given of a melody (0: all), and how long they have to listen."""

    name: str
    by: User
    entering: timedelta = timedelta(minutes=5)
    voting: timedelta = timedelta(days=14)
    pairs: int = 0
    listening: timedelta = timedelta(seconds=10)


class Written(NamedTuple):
    """A part that is ready to be entered."""

    part: Part
    song: Composition
    owner: User


class Made(NamedTuple):
    season: Season
    challenges: list[Challenge]
    codes: list[str]


def blind_test_make(*, programme: Programme, terms: Terms, say: Say) -> Made:
    """Plays everybody's parts first, which takes its time, and then opens, enters and counts all at
    once. Raises `Refusal` where there is one of that name, or too little to compare."""
    if selectors.blind_test(name=terms.name):
        message = f"There is a test called {terms.name} already. Nothing was done."
        raise Refusal("there_already", message, 409)
    tunes = {tune.name: programme.parts(tune) for tune in programme.tunes}
    if min(map(len, tunes.values())) < FEWEST:
        message = "There is music that one maker alone has played. Name a model. Nothing was done."
        raise Refusal("too_few", message)
    makers = {part.maker for part in chain.from_iterable(tunes.values())}
    people = accounts_make(test=terms.name, makers=makers, seed=programme.wish.seed)
    written = []
    for tune in programme.tunes:
        parts = tunes[tune.name]
        written.append([_written(part, tune, people[part.maker]) for part in parts])
        say(f"{tune.title}: {len(parts)} makers")
    with transaction.atomic():
        made = _all_entered(programme, terms, written)
    reports_compute(challenges=made.challenges)
    return made


def _written(part: Part, tune: Tune, owner: User) -> Written:
    return Written(part, composition_make(part=part, tune=tune, owner=owner), owner)


def _all_entered(programme: Programme, terms: Terms, written: Sequence[Sequence[Written]]) -> Made:
    challenges, codes = [], []
    for number, (tune, songs) in enumerate(zip(programme.tunes, written, strict=True), 1):
        challenge = _challenge(programme, terms, tune, number, len(songs))
        _enter(programme, terms, challenge, tune, songs)
        challenges.append(challenge)
        if programme.wish.closed_circle:
            codes.append(class_code_make(challenge=challenge, by=terms.by).code)
    return Made(_season(programme, terms, challenges), challenges, codes)


def _enter(
    programme: Programme, terms: Terms, challenge: Challenge, tune: Tune, songs: Sequence[Written]
) -> None:
    names = " ".join(one.owner.username for one in songs)
    members_list(challenge=challenge, text=names, by=terms.by)
    for one in songs:
        note = note_of(part=one.part, tune=tune, seed=programme.wish.seed)
        entry_create(challenge=challenge, composition=one.song, maker=one.owner, process_note=note)


def _season(programme: Programme, terms: Terms, challenges: Sequence[Challenge]) -> Season:
    kind = programme.wish.kind
    season = Season(
        title=f"Blind test: {programme.wish.genre}, {kind.done}",
        slug=terms.name,
        words=f"{kind.several.capitalize()}, each {kind.done} by several makers. Who they are is "
        "told at the end.",
        published=True,
    )
    return season_save(season=season, challenges=challenges, by=terms.by)


def _challenge(
    programme: Programme, terms: Terms, tune: Tune, number: int, makers: int
) -> Challenge:
    now, wish = timezone.now(), programme.wish
    closes = now + terms.entering
    # Seasons show those first that end last.
    ahead = timedelta(seconds=len(programme.tunes) - number)
    traits = f" It has been chosen as {', '.join(found)}." if (found := list_traits(tune)) else ""
    overview = OVERVIEW.format(
        about=wish.kind.about,
        given=wish.kind.given,
        credit=tune.credit,
        traits=traits,
        number=number,
        count=len(programme.tunes),
        season=reverse("season", args=[terms.name]),
    )
    challenge = Challenge(
        slug=f"{terms.name}-{number:02}",
        title=f"{number}. {tune.title}",
        tagline=wish.kind.question,
        overview=overview,
        genre=wish.genre,
        published=True,
        palette=Palette.values[(number - 1) % len(Palette.values)],
        entered_by=Takes.MEMBERS,
        voted_by=Takes.MEMBERS if wish.closed_circle else Takes.EVERYBODY,
        turns_each=max(1, makers - 1),  # so that every pair may come
        pairs_each=terms.pairs,
        listening_ms=terms.listening // timedelta(milliseconds=1),
        opens_at=now - timedelta(minutes=1),
        entries_close_at=closes,
        voting_closes_at=closes + terms.voting + ahead,
    )
    return challenge_save(challenge=challenge, by=terms.by)


def reports_compute(*, challenges: Sequence[Challenge]) -> None:
    """What the metrics say of the entries, now."""
    entries = Entry.objects.filter(challenge__in=challenges, score_report__isnull=False)
    for pk in entries.order_by("pk").values_list("score_report", flat=True):
        score_report_compute(pk=pk)


def blind_test_tell(*, name: str) -> dict[str, str]:
    """Names the accounts for what they are, once all is told; what each was called before. Raises
    `Refusal` before the end."""
    challenges = selectors.challenges_of(name=name)
    if not challenges or not all(selectors.is_told(challenge) for challenge in challenges):
        message = "Not all of its challenges are over. Nobody is told before. Nothing was done."
        raise Refusal("not_over", message, 409)
    told: dict[str, str] = {}
    for entry in selectors.entries_of(name=name):
        maker = maker_of(entry.title)
        told.setdefault(maker, entry.maker.shown_name)
        account_tell(person=entry.maker, label=label_of(entry.process_note))
    return told


def blind_test_remove(*, name: str, by: User) -> int:
    """Takes a test off the site: nobody sees it any more. Votes are facts and stay, as do entries;
    publishing it again brings all back. Returns how many challenges it had."""
    season = selectors.blind_test(name=name)
    if season is None:
        raise Refusal("no_test", f"There is no test called {name}. Nothing was done.", 404)
    challenges = list(selectors.challenges_of(name=name))
    with transaction.atomic():
        for challenge in challenges:
            challenge.published = False
            challenge_save(challenge=challenge, by=by, words="The blind test was taken off.")
        season.published = False
        season_save(season=season, challenges=challenges, by=by)
    return len(challenges)
