"""What a ballot serves sounds like the song and is no key to it."""

import json
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from chartbusters.challenges.services import entry_create
from chartbusters.compositions.services import composition_create
from chartbusters.voting.disguise import disguised, side_digest
from chartbusters.voting.services import ballot_issue
from generation.music.document import from_document, to_document
from generation.music.midi import write_midi
from generation.music.song import ChordSign, Meter, Song, Tempo, Track
from generation.music.sounding import sounding_digest
from tests.contests import to_phase

BALLOTS, WISH = "/api/v1/ballots/", {"challenge": "tunes"}


@pytest.fixture
def signed(sample_song: Any) -> Song:
    """A song with all the habits that a maker may be known by."""
    song = sample_song(band=True, title="By me")
    speed = song.tempi[0].us_per_quarter
    return replace(
        song,
        tracks=(replace(song.tracks[-1], colour=7), Track(name="mine"), *song.tracks[:-1]),
        tempi=(Tempo(0, speed), Tempo(960, speed), Tempo(10**7, 400_000)),
        meters=(Meter(0, 4, 4), Meter(3840, 4, 4)),
        chords=(ChordSign(0, "Am7"),),
    )


def test_it_works(signed: Song) -> None:
    served = from_document(disguised(to_document(signed)))
    assert sounding_digest(served) == sounding_digest(signed)
    assert served.seconds == signed.seconds and served.note_count == signed.note_count
    assert len(served.tempi) == len(served.meters) == 1 and not served.title
    assert [track.drums for track in served.tracks] == [False, False, False, True]
    assert not any(track.name or track.colour for track in served.tracks) and not served.chords


def test_it_writes_the_same_music_in_one_way(signed: Song) -> None:
    other = signed.with_tracks(reversed(signed.tracks)).with_title("Another")
    served = [disguised(to_document(song)) for song in (signed, other)]
    assert served[0] == served[1] == disguised(served[0])


def test_it_keeps_changes_that_are_heard(signed: Song) -> None:
    speeds = (Tempo(0, 500_000), Tempo(960, 400_000), Tempo(1920, 500_000))
    served = disguised(to_document(replace(signed, tempi=speeds)))
    assert served["tempi"] == [list(speed) for speed in speeds]


@pytest.fixture
def vote(
    api: Any, alice: Any, staff: Any, challenge_in: Any, signed: Song, sample_song: Any
) -> Any:
    """A running vote between the signed song, of alice's, and one of an organiser's."""
    challenge = challenge_in("open")
    for maker, song in ((alice, signed), (staff, sample_song(bars=5, transpose=1))):
        saved = composition_create(owner=maker, song=song, title="Mine", visibility="public")
        entry_create(challenge=challenge, composition=saved, maker=maker)
    return to_phase(challenge, "voting")


def test_it_tells_no_key(api: Any, bob: Any, vote: Any, signed: Song) -> None:
    """No digest, id, address or text of the song or its entry, in the answer or its headers."""
    answer = api(bob).post(BALLOTS, WISH)
    told = answer.content.decode() + repr(answer.headers)
    for entry in vote.entries.select_related("composition", "maker", "score_report"):
        keys = [entry.pk, entry.song_id, entry.composition_id, entry.receipt, entry.sounding]
        keys += [entry.score_report_id, entry.maker.username, entry.title, "ETag", "Last-Modified"]
        assert not [key for key in keys if str(key) in told]
    assert "no-store" in answer["Cache-Control"]


def test_each_side_has_a_digest_of_its_own(
    api: Any, bob: Any, charlie: Any, vote: Any, settings: Any
) -> None:
    papers = [api(person).post(BALLOTS, WISH).json() for person in (bob, charlie)]
    digests = {paper[side]["digest"] for paper, side in product(papers, "ab")}
    assert len(digests) == 4
    # The same ballot again is the same one; nobody without the key of the site can work it out.
    assert api(bob).post(BALLOTS, WISH).json() == papers[0]
    ballot = ballot_issue(challenge=vote, voter=bob)
    song = ballot.entry_a.song_id
    assert side_digest(ballot, "a", song) == papers[0]["a"]["digest"]
    settings.SECRET_KEY = "another"
    assert side_digest(ballot, "a", song) != papers[0]["a"]["digest"]


def test_its_bytes_are_not_those_of_the_public_song(
    api: Any, bob: Any, vote: Any, signed: Song
) -> None:
    paper = api(bob).post(BALLOTS, WISH).json()
    served = [from_document(paper[side]["document"]) for side in "ab"]
    assert signed.digest not in {song.digest for song in served}
    assert write_midi(signed) not in {write_midi(song) for song in served}
    assert json.dumps(to_document(signed)["tracks"][0]) not in json.dumps(paper)


@pytest.mark.parametrize("length", [600, 2_000, 2_050, 5_499])
def test_what_must_be_heard_tells_no_length(length: int, api: Any, bob: Any, vote: Any) -> None:
    vote.entries.update(length_ms=length)
    asked = api(bob).post(BALLOTS, WISH).json()["a"]["required_ms"]
    assert asked % 500 == 0 and asked <= 0.9 * length
