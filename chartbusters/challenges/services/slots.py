"""Which of the places that a maker has in a challenge an entry takes.

Always inside of a transaction that holds the maker's row or the challenge's; what two transactions
could still do against each other the database refuses (`one_standing_entry_per_slot`).
"""

from collections import Counter
from uuid import UUID

from django.db.models import Count, QuerySet
from django.db.models.functions import Now
from django.urls import reverse

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Author, Challenge, Entry
from chartbusters.challenges.people import people_of, standing_with
from chartbusters.notices.services import event_record
from chartbusters.web.errors import Refusal


def slot_take(
    *, challenge: Challenge, maker: User, replaces: UUID | None, adds: bool = False
) -> int:
    """The place for a new entry. The entry that it replaces is withdrawn; where each may have one,
    that is the one there is. One that only `adds` replaces none: votes may be on it."""
    standing = list(
        Entry.objects.filter(challenge=challenge, maker=maker, withdrawn_at=None).order_by("slot")
    )
    beside = _co_written(challenge, maker)
    if adds:
        _refuse_full(challenge, [*standing, *beside], replaces)
    gone = _replaced(challenge, standing, beside, replaces)
    if gone is None:
        taken = {entry.slot for entry in standing}
        return next(slot for slot in range(1, challenge.entries_each + 1) if slot not in taken)
    Entry.objects.filter(pk=gone.pk).update(withdrawn_at=Now())
    _tell_replaced(challenge, gone)
    return gone.slot


def _tell_replaced(challenge: Challenge, gone: Entry) -> None:
    event_record(
        kind="entry_replaced",
        key=str(gone.pk),
        label=challenge.title,
        address=reverse("entry", args=[challenge.slug, gone.pk]),
        audience=f"person:{gone.maker_id}",
        data={"words": f"“{gone.title}” was withdrawn, as another song took its place."},
    )


def _co_written(challenge: Challenge, person: User) -> list[Entry]:
    """Those of others that count among a person's own here."""
    if not challenge.authors_count:
        return []
    return [one.entry for one in standing_with(challenge=challenge, person=person)]


def _refuse_full(challenge: Challenge, standing: list[Entry], replaces: UUID | None) -> None:
    if replaces is not None or len(standing) >= challenge.entries_each:
        message = (
            "By a late link you may add an entry where you have a free place, and replace none: "
            "voting runs. Your song is safe and was not entered; the link can still be used."
        )
        raise Refusal("late_adds", message, 409, "replaces")


def _replaced(
    challenge: Challenge, standing: list[Entry], beside: list[Entry], replaces: UUID | None
) -> Entry | None:
    if replaces is not None:
        return _chosen(standing, replaces)
    count = len(standing) + len(beside)
    if count < challenge.entries_each:
        return None
    if challenge.entries_each == len(standing) == 1:
        return standing[0]
    titles = ", ".join(f"“{entry.title}”" for entry in [*standing, *beside])
    message = (
        f"You have {count} of {challenge.entries_each} entries in this challenge: "
        f"{titles}. Say which of them this song replaces, or withdraw one first. Your song is safe."
    )
    raise Refusal("entries_full", message, 409, "replaces")


def _chosen(standing: list[Entry], replaces: UUID) -> Entry:
    found = next((entry for entry in standing if entry.pk == replaces), None)
    if found is None:
        message = (
            "The entry that this song was to replace is not one of yours in this challenge, or not "
            "any more. Nothing was changed; look at your entries, and choose again."
        )
        raise Refusal("not_standing", message, 409, "replaces")
    return found


def slot_free(*, challenge: Challenge, entry: Entry) -> int:
    """A place for an entry that comes back. Raises `Refusal` where its maker has filled all, or a
    co-author where those count too."""
    people = people_of([entry])[entry.pk] if challenge.authors_count else [entry.maker]
    if any(_stands_in(challenge, person) >= challenge.entries_each for person in people):
        message = (
            "Another song is in its place by now: somebody of those who made it has as many "
            "entries as each may have. Nothing was done."
        )
        raise Refusal("place_taken", message, 409)
    theirs = _standing(challenge).filter(maker=entry.maker_id).values_list("slot", flat=True)
    return min(set(range(1, challenge.entries_each + 1)) - set(theirs))


def _stands_in(challenge: Challenge, person: User) -> int:
    own = _standing(challenge).filter(maker=person).count()
    return own + len(_co_written(challenge, person))


def slots_refuse(*, challenge: Challenge) -> None:
    """Raises `Refusal` where somebody has more entries in it than each is to have."""
    counted = _standing(challenge).values("maker").annotate(count=Count("pk")).order_by("-count")
    most = max((row["count"] for row in counted[:1]), default=0)
    if challenge.authors_count:
        most = max(most, _most_with_authors(challenge))
    if most > challenge.entries_each:
        message = (
            f"Somebody has {most} entries in it. Entries are not sent away, so each may have "
            f"{most} at least. Nothing was saved."
        )
        raise Refusal("entries_stand", message, 409, "entries_each")


def _most_with_authors(challenge: Challenge) -> int:
    """The most entries in which one person stands, of those who stand beside a maker."""
    beside = Author.objects.filter(
        accepted_at__isnull=False, entry__challenge=challenge, entry__withdrawn_at=None
    )
    counts = Counter(beside.values_list("person", flat=True))
    own = _standing(challenge).filter(maker__in=beside.values("person"))
    counts.update(own.values_list("maker", flat=True))
    return max(counts.values(), default=0)


def slots_narrow(*, challenge: Challenge) -> None:
    """Moves entries that stand in places which are no more into places which are free."""
    for entry in _standing(challenge).filter(slot__gt=challenge.entries_each):
        theirs = _standing(challenge).filter(maker=entry.maker_id).values_list("slot", flat=True)
        entry.slot = min(set(range(1, challenge.entries_each + 1)) - set(theirs))
        entry.save(update_fields=["slot"])


def _standing(challenge: Challenge) -> QuerySet[Entry]:
    return Entry.objects.filter(challenge=challenge, withdrawn_at=None).order_by()
