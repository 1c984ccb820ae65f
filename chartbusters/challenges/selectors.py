"""What pages and the API ask about challenges and entries."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, IntegerField, Q, QuerySet, When

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, ChallengeNote, Entry, Phase
from chartbusters.challenges.rules import Facts, Finding, find, rules_in_words
from chartbusters.compositions.models import Composition, Visibility
from generation.music.song import Song

Anyone = User | AnonymousUser
IN_ORDER = [Phase.OPEN, Phase.VOTING, Phase.UPCOMING, Phase.CLOSED]


@dataclass(frozen=True)
class ShownEntry:
    """An entry as this viewer may know it: until a challenge is closed it is a number to all but its maker."""

    entry: Entry
    blind: bool
    mine: bool

    @property
    def number(self) -> int:
        return self.entry.number

    @property
    def name(self) -> str:
        return f"Entry {self.number}" if self.blind else self.entry.title

    @property
    def maker(self) -> User | None:
        return None if self.blind else self.entry.maker


def challenges_listed() -> QuerySet[Challenge]:
    """Published challenges with their phase and number of entries: what one can take part in comes first."""
    order = [When(phase=phase, then=place) for place, phase in enumerate(IN_ORDER)]
    standing = Count("entries", filter=Q(entries__withdrawn_at=None))
    challenges = Challenge.objects.published().with_phase().annotate(entry_count=standing)
    return challenges.order_by(Case(*order, output_field=IntegerField()), "-entries_close_at", "pk")


def rules_of(*, challenge: Challenge) -> list[str]:
    """The rules in words."""
    return rules_in_words(challenge.rules)


def notes_of(*, challenge: Challenge) -> QuerySet[ChallengeNote]:
    """What was changed after it had opened, the last first."""
    return challenge.notes.all()


def facts_of(*, composition: Composition) -> Facts:
    """What the rules look at: the head's song, and every technique in its history."""
    recipes = composition.revisions.values_list("recipe", flat=True)
    techniques = {step.get("technique") for recipe in recipes for step in (recipe, recipe.get("parent", {}))}
    song = composition.head.song.song if composition.head else Song()
    return Facts(song, frozenset(name for name in techniques if name))


def findings_of(*, challenge: Challenge, composition: Composition) -> list[Finding]:
    """Every rule of the challenge, looked at on the composition as it stands."""
    return find(challenge.rules, facts_of(composition=composition))


def entries_standing(*, challenge: Challenge) -> QuerySet[Entry]:
    """Entries that were not withdrawn, in an order that tells nothing of who came when: that of their receipts."""
    entries = Entry.objects.filter(challenge=challenge, withdrawn_at=None)
    # Pages of one entry fetch the readings of its score; lists do without.
    slim = entries.select_related("maker", "score_report", "composition").defer("score_report__metrics")
    return slim.order_by("receipt")


def entries_shown(*, challenge: Challenge, viewer: Anyone) -> list[ShownEntry]:
    """The entries as this viewer may know them, in the order of their numbers; `challenge` carries its phase."""
    return [_shown(entry, challenge, viewer) for entry in entries_standing(challenge=challenge).order_by("number")]


def entry_shown(*, challenge: Challenge, pk: UUID, viewer: Anyone) -> ShownEntry | None:
    entry = entries_standing(challenge=challenge).filter(pk=pk).first()
    return _shown(entry, challenge, viewer) if entry else None


def _shown(entry: Entry, challenge: Challenge, viewer: Anyone) -> ShownEntry:
    closed = challenge.phase == Phase.CLOSED  # type: ignore[attr-defined]
    return ShownEntry(entry, blind=not closed and entry.maker_id != viewer.pk, mine=entry.maker_id == viewer.pk)


def entry_standing_of(*, challenge: Challenge, maker: Anyone) -> Entry | None:
    """The entry with which this person takes part."""
    if not maker.is_authenticated:
        return None
    return entries_standing(challenge=challenge).filter(maker_id=maker.pk).first()


def entries_of(*, maker: User) -> QuerySet[Entry]:
    """All entries of a person, withdrawn ones too."""
    return Entry.objects.filter(maker=maker).select_related("challenge")


def entry_address(*, entry: Entry) -> str | None:
    """Where everybody may hear the composition; None while its maker keeps it private or has deleted it."""
    composition = entry.composition
    if composition is None or composition.visibility != Visibility.PUBLIC:
        return None
    return f"/@{entry.maker.username}/{composition.slug}/"
