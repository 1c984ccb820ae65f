"""A subject's melody with the band of a model or of the arranger: with the parts that its real band
has, if the real bands of the genre lack some. Which parts play is a wish, not a skill."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from generation.arranger.styles import arrange
from generation.catalogue import Card
from generation.codecs.instrumentation import Part
from generation.engine import Request, generate
from generation.music.song import Song, Track
from generation.techniques.gan.band.parameters import OFF
from generation.techniques.gan.genres.instruments import BASS, COUNTER, HIGH, MIDDLE, PAD
from generation.techniques.gan.genres.roles import name_player
from generation.techniques.gan.stages import Stage, find_stage
from generation.techniques.gan.subjects import Subject

# The arranger's voices for those of a band: after bass and chords comes what answers the melody.
ANSWERED = {PAD: COUNTER, COUNTER: PAD}
CHOIR = {HIGH: 0, MIDDLE: 1, BASS: 2}


def read_parts(card: Card) -> list[Part]:
    return [Part.from_json(track) for track in card.tracks]


def generate_song(
    card: Card, song: Song, seed: int, parameters: dict[str, Any] | None = None
) -> Song:
    return generate(Request(card.technique, song, card.name, seed, parameters or {})).song


def accompany(card: Card, subject: Subject, seed: int) -> Song:
    """Every part of the card has its place; who is not wanted is silent."""
    parts = read_parts(card)
    wishes = {name_player(part): OFF for part in list_absent(card, subject)}
    song = generate_song(card, subject.melody, seed, wishes)
    played = {track.name: track for track in song.tracks[1:]}
    seats = [played.get(part.name, Track((), drums=part.drums)) for part in parts]
    return song.with_tracks([song.tracks[0], *seats])


def list_absent(card: Card, subject: Subject) -> list[Part]:
    """The parts that the subject's real band lacks."""
    if subject.real is None or not find_stage(card).absent:
        return []
    pairs = zip(read_parts(card), subject.real.tracks[1:], strict=True)
    return [part for part, track in pairs if not track.notes]


def arrange_subject(card: Card, subject: Subject) -> Song:
    parts = seat_arranger(read_parts(card), card.genre, find_stage(card))
    song = arrange(card.genre, subject.melody, 0, parts)
    absent = {part.name for part in list_absent(card, subject)}
    tracks = [replace(t, notes=()) if t.name in absent else t for t in song.tracks[1:]]
    return song.with_tracks([song.tracks[0], *tracks])


def seat_arranger(parts: Sequence[Part], genre: str, stage: Stage) -> list[Part]:
    """The parts with the voices that the arranger has for them."""
    if not stage.absent:
        return list(parts)
    seats = CHOIR if genre == "bach" else ANSWERED
    return [replace(part, voices=seat_voices(part.voices, seats)) for part in parts]


def seat_voices(voices: Sequence[int], seats: dict[int, int]) -> tuple[int, ...]:
    return tuple(seats.get(voice, voice) for voice in voices)
