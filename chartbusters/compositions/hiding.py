"""Songs that staff keep private, with a reason that the maker reads."""

from django.db import transaction

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Composition, Visibility
from chartbusters.compositions.noticing import hiding_tell
from chartbusters.compositions.showing import head_withdraw
from chartbusters.trail.models import Act
from chartbusters.trail.services import trace
from chartbusters.web.errors import Refusal, still_there
from chartbusters.web.wording import fitting_line
from generation.rights import HIDE_SONG, record, require

LONGEST_REASON = 500


def composition_hide(*, composition: Composition, by: User, reason: str) -> None:
    """Makes a song private until staff let go of it; its secret link is dead. Nothing is deleted,
    and entries with it stand. Raises `Refusal`."""
    require(by, HIDE_SONG)
    reason = fitting_line(reason, most=LONGEST_REASON, field="reason")
    if not reason:
        raise Refusal("no_reason", "Say why: the maker reads it. Nothing was done.", field="reason")
    with transaction.atomic():
        held = _held(composition)
        seen_by = held.visibility
        private = {"visibility": Visibility.PRIVATE, "secret_hash": ""}
        Composition.objects.filter(pk=held.pk).update(hidden_because=reason, **private)
        head_withdraw(composition=held)
        record(by=by, row=held, words=f"Hidden: {reason}")
        told = f"from {seen_by} to {Visibility.PRIVATE}, by staff"
        trace(act=Act.VISIBILITY, by=by, to=held.owner, row=held, words=told)
        hiding_tell(held, reason)


def composition_unhide(*, composition: Composition, by: User) -> None:
    """Lets the maker decide again who sees it; until then it is private."""
    require(by, HIDE_SONG)
    with transaction.atomic():
        held = _held(composition)
        if (
            Composition.objects.filter(pk=held.pk)
            .exclude(hidden_because="")
            .update(hidden_because="")
        ):
            record(by=by, row=held, words="Its maker may show it again.")


def refuse_hidden(*, composition: Composition) -> None:
    """Of a row that is held, before it is shown to others. Raises `Refusal`."""
    if composition.hidden_because:
        message = (
            f"Staff keep this song private: “{composition.hidden_because}”. It is safe, and only "
            "you can hear it. Write to the organisers if you think that is wrong."
        )
        raise Refusal("hidden", message, 403, "visibility")


def _held(composition: Composition) -> Composition:
    # Whoever saves or shows it at this moment waits, or has been.
    return still_there(Composition.objects.select_for_update().filter(pk=composition.pk).first())
