"""What a track says of its song: title, how it was made, tags, licence."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from chartbusters.compositions.models import Composition, Licence, Visibility
from chartbusters.compositions.remixing import credits_of
from chartbusters.compositions.selectors import lineage_of
from chartbusters.sharing.lineage import Step, steps_of
from chartbusters.soundcloud.models import Audience, Publication
from generation.techniques import TECHNIQUES

# Those of SoundCloud's list that mean the same.
LICENCES = {
    Licence.ALL_RIGHTS_RESERVED: "all-rights-reserved",
    Licence.CC_BY: "cc-by",
    Licence.CC_BY_SA: "cc-by-sa",
    Licence.CC_BY_NC: "cc-by-nc",
    Licence.CC_BY_NC_SA: "cc-by-nc-sa",
    Licence.CC_BY_ND: "cc-by-nd",
    Licence.CC_BY_NC_ND: "cc-by-nc-nd",
    Licence.CC0: "no-rights-reserved",
}
MOST_STEPS = 20
LONGEST = 4_000  # characters of a description


def track_fields(composition: Composition, publication: Publication) -> dict[str, str]:
    lineage = lineage_of(composition=composition)
    licence = Licence(composition.licence)
    return {
        "title": composition.title,
        "sharing": publication.sharing,
        "license": LICENCES[licence],
        "downloadable": _said(licence != Licence.ALL_RIGHTS_RESERVED),
        "description": description_of(composition, publication, steps_of(lineage)),
        "tag_list": " ".join([*_tags(lineage), publication.tag]),
    }


def _said(yes: bool) -> str:
    return "true" if yes else "false"  # 0 and 1 are ignored there


def description_of(
    composition: Composition, publication: Publication, steps: Iterable[Step]
) -> str:
    lines = [f"By {composition.owner.shown_name}, made on {settings.SITE_NAME}."]
    shown = composition.visibility == Visibility.PUBLIC
    if shown and publication.sharing == Audience.PUBLIC:
        lines.append(settings.SITE_ADDRESS + composition.get_absolute_url())
    lines += ["", "How it was made:", *_told(list(steps))]
    if composition.process_note:
        lines += ["", composition.process_note]
    lines += ["", f"Licence: {composition.get_licence_display()}", *_credited(composition)]
    return "\n".join(lines)[:LONGEST]


def _credited(composition: Composition) -> list[str]:
    """The originals of a remix that are shown, as their licences ask for it."""
    return [
        f"Made from “{one.title}” by {one.maker} ({settings.SITE_ADDRESS}{one.address}), "
        f"{one.licence_name} {one.deed}".rstrip()
        for one in credits_of(composition=composition.pk)
        if one.title
    ]


def _told(steps: list[Step]) -> list[str]:
    told = [f"- {step.text}" for step in steps[-MOST_STEPS:]]
    return told if len(steps) <= MOST_STEPS else ["- …", *told]


def _tags(lineage: Iterable[Mapping[str, Any]]) -> list[str]:
    """The site, and the techniques that joined in; words of several in quotes."""
    recipes = [step["recipe"] for step in lineage]
    names = dict.fromkeys(recipe.get("technique", "") for recipe in recipes)
    titles = [TECHNIQUES[name].title for name in names if name in TECHNIQUES]
    return [f'"{tag}"' for tag in [settings.SITE_NAME.replace('"', ""), *titles]]
