"""The shape of schema.org for the types that our pages use: which properties each has, and of what
kind their values are (schema.org, version 28).

What is not named here does not stand on our pages."""

from datetime import datetime
from itertools import chain
from typing import Any

TEXT, URL, TIME, WHOLE, YES_NO, LENGTH = "text", "url", "time", "whole", "yes or no", "length"
THING = {"name": TEXT, "url": URL, "image": URL, "description": TEXT}
WORK = {**THING, "license": URL, "dateCreated": TIME, "copyrightNotice": TEXT, "inLanguage": TEXT}
TYPES: dict[str, dict[str, Any]] = {
    "Person": THING,
    "Organization": THING,
    "VirtualLocation": THING,
    "MusicRecording": {
        **WORK,
        "duration": LENGTH,
        "byArtist": "Person",
        "interactionStatistic": "InteractionCounter",
        "isBasedOn": URL,
    },
    "InteractionCounter": {"interactionType": URL, "userInteractionCount": WHOLE},
    "ProfilePage": {**WORK, "mainEntity": "Person"},
    "WebSite": {**WORK, "potentialAction": "SearchAction"},
    "SearchAction": {**THING, "target": "EntryPoint", "query-input": TEXT},
    "EntryPoint": {"urlTemplate": TEXT},
    "Event": {
        **THING,
        "startDate": TIME,
        "endDate": TIME,
        "eventAttendanceMode": URL,
        "eventStatus": URL,
        "isAccessibleForFree": YES_NO,
        "location": "VirtualLocation",
        "organizer": "Organization",
    },
    "ItemList": {
        **THING,
        "itemListOrder": URL,
        "numberOfItems": WHOLE,
        "itemListElement": ["ListItem"],
    },
    "ListItem": {**THING, "position": WHOLE},
}
NEEDED = {  # by search engines that show such things
    "Event": {"name", "startDate", "location"},
    "MusicRecording": {"name", "url", "byArtist"},
    "ListItem": {"position", "url"},
    "ItemList": {"itemListElement"},
    "WebSite": {"name", "url"},
    "ProfilePage": {"mainEntity"},
}


def faults_of(told: dict[str, Any]) -> list[str]:
    """What of a document is not as schema.org has it."""
    first = [] if told.get("@context") == "https://schema.org" else ["no context"]
    return first + _faults({name: value for name, value in told.items() if name != "@context"})


def _faults(thing: dict[str, Any]) -> list[str]:
    kind = thing.get("@type", "")
    if kind not in TYPES:
        return [f"{kind!r} is no type of ours"]
    said = thing.keys() - {"@type"}
    faults = [f"{kind} has no {name}" for name in said - TYPES[kind].keys()]
    faults += [f"{kind} lacks {name}" for name in NEEDED.get(kind, set()) - said]
    for name in said & TYPES[kind].keys():
        faults += [f"{kind}.{name}: {fault}" for fault in _fault(thing[name], TYPES[kind][name])]
    return faults


def _fault(value: Any, wanted: Any) -> list[str]:
    if isinstance(wanted, list):
        return list(chain.from_iterable(_fault(each, wanted[0]) for each in value))
    if wanted in TYPES:
        right = isinstance(value, dict) and value.get("@type") == wanted
        return _faults(value) if right else [f"no {wanted}"]
    return [] if _is(value, wanted) else [f"{value!r} is no {wanted}"]


def _is(value: Any, wanted: str) -> bool:
    if wanted == WHOLE:
        return type(value) is int and value >= 0
    if wanted == YES_NO:
        return isinstance(value, bool)
    if not isinstance(value, str) or not value:
        return False
    if wanted == TIME:
        return datetime.fromisoformat(value).tzinfo is not None
    begins = {URL: ("http://", "https://"), LENGTH: ("PT",)}.get(wanted)
    return begins is None or value.startswith(begins)
