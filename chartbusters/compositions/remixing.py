"""Songs made from songs of others: who may, under which licence, and what is told of the original.

The licence under which a remix was made is kept with it: Creative Commons' are not taken back, so
an original that is under another one later, or gone, changes nothing for the remix.
"""

from typing import Any, NamedTuple
from uuid import UUID

from chartbusters.accounts.models import User
from chartbusters.compositions.models import DEEDS, Composition, Licence
from chartbusters.compositions.models.licences import REMIXES, first_of, may_remix
from chartbusters.compositions.selectors import heard_by_everybody
from chartbusters.web.errors import Refusal

MOST_CREDITS = 8  # of a remix of a remix of a remix

_KEPT = (
    "The song that this was made from is under {licence}, which lets nobody but its maker change "
    "it, so nothing was saved. Your notes are safe in the studio: export them as a MIDI file, or "
    "ask its maker for another licence."
)


def remix_taken(*, owner: User, original: UUID | None) -> dict[str, Any]:
    """What a new song takes on from the song that it was made from. Raises `Refusal`.

    An original that was hidden or went into a contest meanwhile stands in for itself: who knows its
    id was shown it once, and is told nothing of it here. Of one that is deleted nothing is known;
    a save does not fail for that.
    """
    found = original and Composition.objects.filter(pk=original).first()
    if not found:
        return {}
    if found.owner_id == owner.pk:
        # One's own, and so free; what oneself has made from another's song stays bound to that.
        bound = {"remix_of_id": found.remix_of_id, "remixed_under": found.remixed_under}
        return {**bound, "licence": found.licence} if found.remixed_under else {}
    if not may_remix(found.licence):
        words = _KEPT.format(licence=Licence(found.licence).label)
        raise Refusal("not_to_be_remixed", words, 409, "remix_of")
    licence = first_of(found.licence)
    return {"remix_of": found, "remixed_under": found.licence, "licence": licence}


def licence_allow(*, composition: Composition, licence: str | None) -> None:
    """Raises `Refusal` for a licence that the original of a remix does not allow."""
    under = composition.remixed_under
    if licence is None or not under or licence in REMIXES[Licence(under)]:
        return
    allowed = ", ".join(each.label for each in Licence if each in REMIXES[Licence(under)])
    message = (
        f"This song was made from one under {Licence(under).label}, so it can be under {allowed}, "
        f"and not under {Licence(licence).label}. Nothing was changed."
    )
    raise Refusal("licence_not_allowed", message, field="licence")


class Credit(NamedTuple):
    """What a licence asks to be told of an original: its title, its maker, where it is, and under
    which licence it was taken. An original that is not shown is told by its licence alone."""

    licence: str
    title: str = ""
    maker: str = ""
    address: str = ""  # a path
    maker_address: str = ""

    @property
    def licence_name(self) -> str:
        return Licence(self.licence).label

    @property
    def deed(self) -> str:
        return DEEDS.get(Licence(self.licence), "")


def credits_of(*, composition: UUID) -> list[Credit]:
    """The original of a remix, and the original of that, as far back as it goes.

    Only what everybody may hear is named. What is private, deleted or silent is told alike, so
    nobody can tell from a remix whose song is in a running vote; and who has taken a song back has
    asked not to be named for it (CC 4.0, section 3(a)(3)).
    """
    credits: list[Credit] = []
    at: UUID | None = composition
    while at and len(credits) < MOST_CREDITS:
        row = _REMIX.filter(pk=at).values_list("remixed_under", "remix_of").first()
        if row is None or not row[0]:
            break
        licence, original = row
        credits.append(_credit(licence, original))
        at = original if credits[-1].title else None
    return credits


def _credit(licence: str, original: UUID | None) -> Credit:
    heard = Composition.objects.filter(heard_by_everybody(), owner__is_active=True)
    found = heard.filter(pk=original).select_related("owner").first() if original else None
    if found is None:
        return Credit(licence)
    maker = found.owner
    return Credit(
        licence,
        found.title,
        maker.shown_name,
        found.get_absolute_url(),
        maker.get_absolute_url(),
    )


_REMIX = Composition.objects.order_by()


def licence_last_chosen(*, owner: User) -> str:
    """The licence of the song that this person showed last: what they are offered first for the
    next. Empty for who has shown none."""
    shown = Composition.objects.filter(owner=owner, remixed_under="").exclude(visibility="private")
    found = shown.order_by("-updated_at", "pk").values_list("licence", flat=True).first()
    return found or ""
