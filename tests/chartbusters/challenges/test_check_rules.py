"""Each rule on a song that meets it and one that does not."""

from typing import Any

import pytest

from chartbusters.challenges.rule_faults import rules_fault
from chartbusters.challenges.rule_kinds import Facts
from chartbusters.challenges.rules import RULES, find
from generation.music import Meter, Note, Song, Track
from generation.techniques import TECHNIQUES


def song(bars: int = 4, tracks: int = 1, meter: tuple[int, int] = (4, 4)) -> Song:
    bar = Meter(0, *meter).bar_ticks
    track = Track(tuple(Note(k * bar, 60, bar) for k in range(bars)))
    return Song((track,) * tracks, meters=(Meter(0, *meter),))


def scale(tonic: int) -> Song:
    """A major scale up from here, which ends where it began."""
    steps = [0, 2, 4, 5, 7, 9, 11, 12, 7, 4, 0, 0]
    return Song((Track(tuple(Note(k * 480, tonic + step, 480) for k, step in enumerate(steps))),))


CASES: dict[str, tuple[Any, Facts, Facts]] = {
    "minimum_bars": (8, Facts(song(8)), Facts(song(7))),
    "maximum_seconds": (16, Facts(song(8)), Facts(song(9))),
    "maximum_bars": (7, Facts(song(7)), Facts(song(8))),
    "minimum_seconds": (16, Facts(song(8)), Facts(song(7))),
    "maximum_tracks": (1, Facts(song()), Facts(song(tracks=2))),
    "key": ("G major", Facts(scale(67)), Facts(scale(65))),
    "minimum_tracks": (
        2,
        Facts(song(tracks=2)),
        Facts(song().with_tracks([*song().tracks, Track()])),
    ),
    "minimum_notes": (4, Facts(song(4)), Facts(song(3))),
    "technique": ("gan", Facts(song(), frozenset({"gan"})), Facts(song())),
    "trained_here": ("gan", Facts(song(), trained=frozenset({"gan"})), Facts(song())),
    "least_generated_share": (50, Facts(song(8), generated=4), Facts(song(8), generated=3)),
    "meter": ("3/4", Facts(song(meter=(3, 4))), Facts(song())),
}


@pytest.mark.parametrize("rule", RULES)
def test_it_works(rule: str) -> None:
    value, good, bad = CASES[rule]
    rules = [{"rule": rule, "value": value}]
    assert rules_fault(rules) is None
    (met,), (unmet,) = find(rules, good), find(rules, bad)
    assert met.met and not unmet.met and len(unmet.message) > len("Yours has 1.")


@pytest.mark.parametrize(
    "rules",
    [
        {},
        ["x"],
        [{"rule": "minimum_bars"}],
        [{"rule": "nonsense", "value": 1}],
        [{"rule": "minimum_bars", "value": "8"}],
        [{"rule": ["minimum_bars"], "value": 8}],
        [{"rule": "minimum_bars", "value": True}],
        [{"rule": "minimum_bars", "value": 0}],
        [{"rule": "maximum_seconds", "value": -5}],
        [{"rule": "maximum_seconds", "value": 601}],
        [{"rule": "minimum_tracks", "value": 65}],
        [{"rule": "minimum_notes", "value": 20_001}],
        [{"rule": "technique", "value": "gann"}],
        [{"rule": "technique", "value": ["gan"]}],
        [{"rule": "trained_here", "value": "gann"}],
        [{"rule": "trained_here", "value": ["gan"]}],
        [{"rule": "trained_here", "value": "gan"}, {"rule": "trained_here", "value": "arcnn"}],
        [{"rule": "meter", "value": "4/5"}],
        [{"rule": "meter", "value": "65/4"}],
        [{"rule": "meter", "value": "0/4"}],
        [{"rule": "meter", "value": "waltz"}],
        [{"rule": "key", "value": "H major"}],
        [{"rule": "key", "value": ["G major"]}],
        [{"rule": "meter", "value": "3/4"}, {"rule": "meter", "value": "4/4"}],
        [{"rule": "minimum_bars", "value": 8}, {"rule": "minimum_bars", "value": 16}],
        [{"rule": "minimum_bars", "value": 8}, {"rule": "maximum_bars", "value": 7}],
    ],
)
def test_it_rejects_rules_that_are_none(rules: Any) -> None:
    assert rules_fault(rules)


@pytest.mark.parametrize("value", ["2/2", "3/4", "12/8", "64/64"])
def test_it_takes_every_time_a_song_can_be_in(value: str) -> None:
    assert rules_fault([{"rule": "meter", "value": value}]) is None


def test_two_techniques_may_be_asked_for() -> None:
    assert (
        rules_fault(
            [{"rule": "technique", "value": "gan"}, {"rule": "technique", "value": "arcnn"}]
        )
        is None
    )


def test_the_techniques_are_those_of_the_machines() -> None:
    for name, technique in TECHNIQUES.items():
        rule = {"rule": "technique", "value": name}
        assert rules_fault([rule]) is None
        (finding,) = find([rule], Facts(song(), frozenset({name})))
        assert finding.met and technique.title in finding.label + finding.message


def test_a_rule_that_is_gone_stops_no_other(
    api: Any, alice: Any, challenge_in: Any, composition_of: Any
) -> None:
    challenge_in("open", slug="old", rules=[{"rule": "most_trumpets", "value": 3}])
    challenge_in("open")
    listed = api().get("/api/v1/challenges/").json()["results"]
    assert {one["slug"]: one["rules"] for one in listed} == {
        "old": ["most trumpets: 3"],
        "tunes": [],
    }
    asked = {"composition": str(composition_of(alice).pk)}
    (found,) = api(alice).post("/api/v1/challenges/old/check/", asked).json()["rules"]
    assert not found["met"] and "tell the organiser" in found["message"]


def test_the_check_says_what_is_unmet(
    api: Any, alice: Any, bob: Any, challenge_in: Any, composition_of: Any
) -> None:
    challenge_in(
        "open", rules=[{"rule": "minimum_bars", "value": 4}, {"rule": "minimum_tracks", "value": 2}]
    )
    asked = {"composition": str(composition_of(alice, bars=4).pk)}
    found = api(alice).post("/api/v1/challenges/tunes/check/", asked).json()["rules"]
    assert [(one["code"], one["met"]) for one in found] == [
        ("minimum_bars", True),
        ("minimum_tracks", False),
    ]
    assert api(bob).post("/api/v1/challenges/tunes/check/", asked).status_code == 404
    assert api().post("/api/v1/challenges/tunes/check/", asked).status_code in (401, 403)


def test_the_page_enters_by_a_plain_form(
    client_of: Any, alice: Any, challenge_in: Any, composition_of: Any
) -> None:
    challenge_in("open", rules=[{"rule": "minimum_bars", "value": 4}])
    good, bad = composition_of(alice, bars=4), composition_of(alice, bars=2, title="Short")
    client = client_of(alice)
    assert (
        b"Enter this song"
        not in client.get(f"/challenges/tunes/submit/?composition={bad.pk}").content
    )
    assert (
        b"Enter this song" in client.get(f"/challenges/tunes/submit/?composition={good.pk}").content
    )
    assert client.post("/challenges/tunes/submit/", {"composition": str(bad.pk)}).status_code == 409
    page = client.post("/challenges/tunes/submit/", {"composition": str(good.pk)}, follow=True)
    assert page.status_code == 200 and b"Receipt" in page.content
    assert client.get("/challenges/tunes/submit/?composition=nonsense").status_code == 404
