"""The tabs of a challenge on the desk, in their order. A part of the desk adds its line here."""

from typing import NamedTuple

from chartbusters.challenges.organisers import Right


class Tab(NamedTuple):
    """`page` is the name of an address that takes the challenge's slug; who lacks `right` is not
    shown the tab."""

    name: str
    words: str
    page: str
    right: Right = Right.VIEW


TABS = [
    Tab("challenge", "At a glance", "desk-challenge"),
    Tab("settings", "Settings", "desk-settings", Right.EDIT),
    Tab("cover", "Cover", "desk-cover", Right.EDIT),
    Tab("rubric", "Jury", "desk-rubric"),
    Tab("preview", "Preview", "desk-preview"),
    Tab("webhooks", "Webhooks", "desk-webhooks", Right.EDIT),
    Tab("people", "Who may take part", "desk-people", Right.PEOPLE),
    Tab("organisers", "Organisers", "desk-organisers"),
    Tab("write", "Write", "desk-write", Right.PEOPLE),
]
