"""A song as MusicXML 4.0: one part a track, on the lines of its grid.

What is played off the lines is said in `attack` and `release`, so every note comes back as it was.
"""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from generation.music.song import Song, Track
from generation.sheets.about import NOBODY, SOFTWARE, About
from generation.sheets.bars import Bar, Bars, SheetError
from generation.sheets.drumkit import drum_name
from generation.sheets.instruments import INSTRUMENTS
from generation.sheets.keys import key_of
from generation.sheets.parts_xml import Part

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" '
    '"http://www.musicxml.org/dtds/partwise.dtd">\n'
)
NOTHING = "There is nothing to write down: no track holds a note."
CHANNELS = 15


def write_musicxml(song: Song, about: About = NOBODY, bars: range | None = None) -> bytes:
    """The whole song, or the bars of a range that counts from 0, with the tracks that play there.
    Raises `SheetError`."""
    if not song.note_count:
        raise SheetError(NOTHING)
    found = Bars(song)
    chosen = found.all[bars.start : bars.stop] if bars else found.all
    places = _playing(song, chosen[0].start, chosen[-1].stop)
    key = key_of(song)
    leads = next((place for place in places if not song.tracks[place].drums), places[0])
    listed = "".join(_listed(song.tracks[place], place) for place in places)
    parts = "".join(_part(Part(song, place, found, key), chosen, leads) for place in places)
    score = (
        f'<score-partwise version="4.0">{_told(song, about)}'
        f"<part-list>{listed}</part-list>{parts}</score-partwise>\n"
    )
    return (HEAD + score).encode()


def _playing(song: Song, start: int, stop: int) -> list[int]:
    """Tracks with a note between two ticks; where none has, the first with any."""
    sounding = [place for place, track in enumerate(song.tracks) if _plays(track, start, stop)]
    return sounding or [place for place, track in enumerate(song.tracks) if track.notes][:1]


def _plays(track: Track, start: int, stop: int) -> bool:
    return any(note.onset < stop and note.end > start for note in track.notes)


def _part(part: Part, bars: Sequence[Bar], leads: int) -> str:
    written = part.bars_xml(bars, leads=part.name == f"P{leads + 1}")
    return f'<part id="{part.name}">{written}</part>'


def _told(song: Song, about: About) -> str:
    """Title, maker, licence, where it is shown, and what wrote the file."""
    maker = f'<creator type="composer">{escape(about.maker)}</creator>' if about.maker else ""
    rights = f"<rights>{escape(about.rights)}</rights>" if about.rights else ""
    source = f"<source>{escape(about.address)}</source>" if about.address else ""
    work = f"<work><work-title>{escape(song.title)}</work-title></work>" if song.title else ""
    made = f"<encoding><software>{SOFTWARE}</software></encoding>"
    return f"{work}<identification>{maker}{rights}{made}{source}</identification>"


def _listed(track: Track, place: int) -> str:
    name = track.name or ("Drums" if track.drums else INSTRUMENTS[track.program])
    instruments = _drums(track, place) if track.drums else _instrument(track, place)
    return (
        f'<score-part id="P{place + 1}"><part-name>{escape(name)}</part-name>'
        f"{instruments}</score-part>"
    )


def _instrument(track: Track, place: int) -> str:
    channel = place % CHANNELS + 1
    channel += channel >= 10
    number = f"P{place + 1}-I1"
    return (
        f'<score-instrument id="{number}"><instrument-name>{INSTRUMENTS[track.program]}'
        f"</instrument-name></score-instrument>"
        f'<midi-instrument id="{number}"><midi-channel>{channel}</midi-channel>'
        f"<midi-program>{track.program + 1}</midi-program>{_mixed(track)}</midi-instrument>"
    )


def _drums(track: Track, place: int) -> str:
    pitches = sorted({note.pitch for note in track.notes})
    ids = [f"P{place + 1}-I{pitch}" for pitch in pitches]
    named = "".join(
        f'<score-instrument id="{number}"><instrument-name>{drum_name(pitch)}</instrument-name>'
        "</score-instrument>"
        for number, pitch in zip(ids, pitches, strict=True)
    )
    sounded = "".join(
        f'<midi-instrument id="{number}"><midi-channel>10</midi-channel>'
        f"<midi-program>{track.program + 1}</midi-program>"
        f"<midi-unpitched>{pitch + 1}</midi-unpitched>{_mixed(track)}</midi-instrument>"
        for number, pitch in zip(ids, pitches, strict=True)
    )
    return named + sounded


def _mixed(track: Track) -> str:
    """Volume in per cent, and pan in degrees, as the format wants them."""
    volume, pan = track.volume * 100 / 127, (track.pan - 64) * 90 / 64
    return f"<volume>{volume:.2f}</volume><pan>{pan:.2f}</pan>"


CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<container><rootfiles>'
    '<rootfile full-path="score.musicxml" '
    'media-type="application/vnd.recordare.musicxml+xml"/></rootfiles></container>\n'
)


def compressed(score: bytes) -> bytes:
    """The same as a .mxl file: a tenth of the size."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (("META-INF/container.xml", CONTAINER), ("score.musicxml", score)):
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
