"""The tabs of a challenge on the desk: a few groups, and what stands in each, in their order. A
part of the desk adds its line here."""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

from chartbusters.challenges.organisers import Right


class Group(StrEnum):
    """In the order in which they stand; one tab alone takes the place of its group."""

    GLANCE = "At a glance"
    SET_UP = "Set up"
    PEOPLE = "People"
    ENTRIES = "Entries"
    JURY = "Jury"
    FIGURES = "Statistics"


class Tab(NamedTuple):
    """`page` is the name of an address that takes the challenge's slug; who lacks `right` is not
    shown the tab."""

    name: str
    words: str
    page: str
    right: Right = Right.VIEW
    group: Group = Group.SET_UP


TABS = [
    Tab("challenge", "At a glance", "desk-challenge", group=Group.GLANCE),
    Tab("settings", "Settings", "desk-settings", Right.EDIT),
    Tab("cover", "Cover", "desk-cover", Right.EDIT),
    Tab("webhooks", "Webhooks", "desk-webhooks", Right.EDIT),
    Tab("people", "Who may take part", "desk-people", Right.PEOPLE, Group.PEOPLE),
    Tab("organisers", "Organisers", "desk-organisers", group=Group.PEOPLE),
    Tab("write", "Write", "desk-write", Right.PEOPLE, Group.PEOPLE),
    Tab("rubric", "Rubric", "desk-rubric", group=Group.JURY),
    Tab("jurors", "Jurors", "jury-panel", Right.PEOPLE, Group.JURY),
]


class Grouped(NamedTuple):
    """A group as somebody sees it: its link leads to the first of their tabs in it."""

    group: Group
    tabs: list[Tab]
    current: bool


def tabs_grouped(*, rights: Collection[Right], current: str) -> list[Grouped]:
    """What one who holds `rights` sees, with the group of the tab `current` marked."""
    seen = [tab for tab in TABS if tab.right in rights]
    return [_grouped(group, seen, current) for group in Group if _within(group, seen)]


def _grouped(group: Group, seen: list[Tab], current: str) -> Grouped:
    tabs = _within(group, seen)
    return Grouped(group, tabs, current in [tab.name for tab in tabs])


def _within(group: Group, seen: list[Tab]) -> list[Tab]:
    return [tab for tab in seen if tab.group == group]
