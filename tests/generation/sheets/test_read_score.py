"""MusicXML of other programs: what sounds is read, and what has no place in a song is named."""

from generation.music.song import Meter
from generation.music.upload import read_upload
from tests.generation.sheets.scores import ATTRIBUTES, bar, heard, note, packed, remarked, score


def test_it_works() -> None:
    data = score(bar(note("C") + note("E", 8) + note("G")))
    assert heard(data) == [(0, 60, 4), (4, 64, 8), (12, 67, 4)]


def test_a_compressed_file_is_the_same() -> None:
    data = score(bar(note("C", 16)))
    assert read_upload(packed(data)).song == read_upload(data).song


def test_ties_are_joined_over_a_bar_line() -> None:
    first = note("C", 16, '<tie type="start"/>')
    assert heard(score(bar(first), bar(note("C", 8, '<tie type="stop"/>')))) == [(0, 60, 24)]


def test_chords_and_voices_sound_together() -> None:
    chord = note("E", 4).replace("<note>", "<note><chord/>")
    back = "<backup><duration>8</duration></backup>"
    data = score(bar(note("C") + chord + note("D") + back + note("G", 8)))
    assert heard(data) == [(0, 60, 4), (0, 64, 4), (0, 67, 8), (4, 62, 4)]


def test_repeats_and_endings_are_written_out() -> None:
    def ending(number: str, last: str) -> str:
        begin = f'<barline location="left"><ending number="{number}" type="start"/></barline>'
        end = f'<barline><ending number="{number}" type="stop"/>{last}</barline>'
        return bar(begin + note("D" if number == "1" else "E", 16) + end)

    again = '<repeat direction="backward"/>'
    data = score(bar(note("C", 16)), ending("1", again), ending("2", ""), bar(note("F", 16)))
    assert [pitch for _, pitch, _ in heard(data)] == [60, 62, 60, 64, 65]


def test_a_pick_up_ends_on_the_first_bar_line() -> None:
    song = read_upload(score(bar(note("C")), bar(note("D", 16)))).song
    assert ([note.onset for note in song.tracks[0].notes], song.meters) == (
        [2880, 3840],
        (Meter(0, 4, 4),),
    )


def test_a_bar_of_another_length_has_a_metre_of_its_own() -> None:
    data = score(bar(note("C", 16)), bar(note("D", 8)), bar(note("E", 16)), bar(note("F", 16)))
    meters = (Meter(0, 4, 4), Meter(3840, 2, 4), Meter(5760, 4, 4))
    assert read_upload(data).song.meters == meters


def test_instruments_that_transpose_sound_where_they_do() -> None:
    moved = "<attributes><transpose><chromatic>-2</chromatic></transpose></attributes>"
    assert heard(score(bar(moved + note("D", 16)))) == [(0, 60, 16)]


def test_dynamics_are_how_loud_notes_are() -> None:
    mark = "<direction><direction-type><dynamics><p/></dynamics></direction-type></direction>"
    notes = read_upload(score(bar(note("C") + mark + note("D")))).song.tracks[0].notes
    assert [note.velocity for note in notes] == [80, 54]


def test_a_metronome_mark_is_the_tempo() -> None:
    mark = (
        "<direction><direction-type><metronome><beat-unit>quarter</beat-unit><beat-unit-dot/>"
        "<per-minute>c. 80</per-minute></metronome></direction-type></direction>"
    )
    song = read_upload(score(bar(mark + note("C", 12)), beats=6, unit=8)).song
    assert song.tempi[0].qpm == 120


def test_drums_are_those_that_are_named_or_that_stand_there() -> None:
    stroke = "<note><unpitched>{at}</unpitched><duration>4</duration></note>"
    at = "<display-step>F</display-step><display-octave>4</display-octave>"
    upload = read_upload(score(bar(stroke.format(at=at))))
    assert [(track.drums, track.notes[0].pitch) for track in upload.song.tracks] == [(True, 36)]
    assert remarked(upload)["percussion"] == 1


def test_chord_symbols_are_kept_or_the_nearest() -> None:
    def harmony(kind: str) -> str:
        root = "<root><root-step>B</root-step><root-alter>-1</root-alter></root>"
        return f"<harmony>{root}<kind>{kind}</kind></harmony>"

    upload = read_upload(
        score(bar(harmony("dominant") + note("C") + harmony("minor-ninth") + note("D")))
    )
    assert [(sign.onset, sign.symbol) for sign in upload.song.chords] == [(0, "Bb7"), (960, "Bbm7")]
    assert remarked(upload) == {"chord_kinds": 1}


def test_what_has_no_place_is_named() -> None:
    lyric = (
        "<lyric><text>la</text></lyric><notations><slur type='start'/><articulations><staccato/>"
    )
    sung = note("C", 4, f"{lyric}</articulations></notations>")
    grace = note("D", 4).replace("<duration>4</duration>", "").replace("<note>", "<note><grace/>")
    words = "<direction><direction-type><words>dolce</words></direction-type></direction>"
    jump = '<direction><direction-type><segno/></direction-type><sound dacapo="yes"/></direction>'
    told = "<identification><creator>Ada</creator><rights>(c) 1931</rights></identification>"
    upload = read_upload(score(bar(words + grace + sung + jump), told=told))
    assert remarked(upload) == {
        **{"lyrics": 1, "slurs": 1, "articulations": 1, "grace_notes": 1, "marks": 1, "jumps": 2},
        **{"makers": 1, "copyright": 1},
    }
    assert any("“(c) 1931”" in each.message for each in upload.dropped)


def test_a_score_by_measures_is_the_same() -> None:
    measure = f"{ATTRIBUTES.format(beats=4, unit=4)}{note('C', 16)}"
    parts = '<part-list><score-part id="P1"><part-name>A</part-name></score-part></part-list>'
    timewise = f"<score-timewise>{parts}<measure><part id='P1'>{measure}</part></measure>"
    assert heard(f"{timewise}</score-timewise>".encode()) == [(0, 60, 16)]


def test_other_alphabets_are_read() -> None:
    text = score(bar(note("C", 16))).decode().replace("Tune", "Скрипка")
    data = f'<?xml version="1.0" encoding="utf-16"?>{text}'.encode("utf-16")
    assert read_upload(data).song.tracks[0].name == "Скрипка"
