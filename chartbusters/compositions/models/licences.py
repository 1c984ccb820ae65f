"""Licences of songs: what each lets others do, in plain words, and which of them a remix may take.

The table follows Creative Commons' own chart of which licence an adapter may put on what they made
of somebody's work (creativecommons.org/faq, "If I derive or adapt material"): ShareAlike passes on
the same licence, NonCommercial stays, NoDerivatives makes no remix. Where the chart only advises
against a choice, it is not among ours.
"""

from typing import NamedTuple

from django.db import models
from django.db.models import Q


class Licence(models.TextChoices):
    ALL_RIGHTS_RESERVED = "all-rights-reserved", "All rights reserved"
    CC_BY = "cc-by", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa", "CC BY-SA 4.0"
    CC_BY_NC = "cc-by-nc", "CC BY-NC 4.0"
    CC_BY_NC_SA = "cc-by-nc-sa", "CC BY-NC-SA 4.0"
    CC_BY_ND = "cc-by-nd", "CC BY-ND 4.0"
    CC_BY_NC_ND = "cc-by-nc-nd", "CC BY-NC-ND 4.0"
    CC0 = "cc0", "CC0 1.0"


_DEED = "https://creativecommons.org/licenses/{}/4.0/"
DEEDS = {
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
    Licence.CC_BY: _DEED.format("by"),
    Licence.CC_BY_SA: _DEED.format("by-sa"),
    Licence.CC_BY_NC: _DEED.format("by-nc"),
    Licence.CC_BY_NC_SA: _DEED.format("by-nc-sa"),
    Licence.CC_BY_ND: _DEED.format("by-nd"),
    Licence.CC_BY_NC_ND: _DEED.format("by-nc-nd"),
}
WORDS = {
    Licence.ALL_RIGHTS_RESERVED: "Others may listen here, and nothing else without asking you.",
    Licence.CC_BY: "Others may copy, change and sell it, as long as they name you.",
    Licence.CC_BY_SA: "Others may copy, change and sell it with your name, under this licence.",
    Licence.CC_BY_NC: "Others may copy and change it and must name you, but not earn by it.",
    Licence.CC_BY_NC_SA: "Others may copy and change it with your name, unpaid, under this one.",
    Licence.CC_BY_ND: "Others may pass it on with your name, also for money, but not change it.",
    Licence.CC_BY_NC_ND: "Others may pass it on with your name, but not change or sell it.",
    Licence.CC0: "Others may do whatever they like, without naming you.",
}
_NC = {Licence.CC_BY_NC, Licence.CC_BY_NC_SA, Licence.CC_BY_NC_ND}
_ALL = set(Licence)
# Under each licence of an original: what a remix of it may be under. Who keeps all rights of theirs
# in a remix of CC BY may: the original's part stays as free as it was.
REMIXES: dict[Licence, frozenset[Licence]] = {
    Licence.CC0: frozenset(_ALL),
    Licence.CC_BY: frozenset(_ALL - {Licence.CC0}),
    Licence.CC_BY_SA: frozenset({Licence.CC_BY_SA}),
    Licence.CC_BY_NC: frozenset({*_NC, Licence.ALL_RIGHTS_RESERVED}),
    Licence.CC_BY_NC_SA: frozenset({Licence.CC_BY_NC_SA}),
    Licence.CC_BY_ND: frozenset(),
    Licence.CC_BY_NC_ND: frozenset(),
    Licence.ALL_RIGHTS_RESERVED: frozenset(),
}


class Choice(NamedTuple):
    """A licence as a form offers it."""

    value: str
    name: str
    words: str


def choices_for(*, under: str) -> list[Choice]:
    """What a maker may choose: all, or of a remix what the licence of its original allows."""
    allowed = REMIXES[Licence(under)] if under else frozenset(_ALL)
    return [Choice(each, each.label, WORDS[each]) for each in Licence if each in allowed]


def may_remix(licence: str) -> bool:
    return bool(REMIXES[Licence(licence)])


def first_of(under: str) -> Licence:
    """What a remix is under until its maker chooses: nobody else may take it, where that is
    allowed; else the licence of its original, which it always may keep."""
    licence, kept = Licence(under), Licence.ALL_RIGHTS_RESERVED
    return kept if kept in REMIXES[licence] else licence


def remixed_as_allowed() -> Q:
    """The condition on a composition that its licence is one that its original's allows."""
    pairs = Q(remixed_under="")
    for under, allowed in REMIXES.items():
        if allowed:
            pairs |= Q(remixed_under=str(under), licence__in=sorted(map(str, allowed)))
    return pairs
