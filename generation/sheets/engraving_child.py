"""The process that draws one part of a sheet: limits first, then MusicXML, then Verovio's SVG.

A document on stdin; on stdout its pages, or why there are none.
"""

import json
import os
import re
import resource
import sys
from typing import Any

CPU_SECONDS = 10
MEMORY_BYTES = 1 << 30
NICE = 5  # pages go first
ANSWER_BYTES = 24 << 20
MOST_BARS, MOST_NOTES = 32, 1_200  # of a part
WIDE = {"pageWidth": 2100, "pageHeight": 2800}  # as A4
NARROW = {"pageWidth": 1000, "pageHeight": 20_000}
OPTIONS = {
    "scale": 40,
    "adjustPageHeight": True,
    "header": "none",
    "footer": "none",
    "svgViewBox": True,
    "svgRemoveXlink": True,
    "pageMarginTop": 80,
    "pageMarginBottom": 60,
    "pageMarginLeft": 90,
    "pageMarginRight": 30,
    "condense": "none",
    "xmlIdSeed": 1,  # the same song is the same picture
}
STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL)
# Signs in texts, of a font that no page has here, and their like that every system has.
SMUFL = re.compile(r'<tspan font-family="Leipzig"([^>]*)>([^<]*)</tspan>')
PLAIN = {
    "\ueca3": "\U0001d15e",
    "\ueca5": "\u2669",
    "\ueca7": "\u266a",
    **dict.fromkeys("\ue260\ued60\uea64", "\u266d"),
    **dict.fromkeys("\ue261\ued61\uea65", "\u266e"),
    **dict.fromkeys("\ue262\ued62\uea66", "\u266f"),
}
ACCIDENTALS = ("\u266d", "\u266e", "\u266f")
LARGE, LETTERS = re.compile(r'font-size="\d+px"'), 'font-size="420px"'
NAMES = re.compile(r'<(g|tspan) id="[a-z0-9]+"')  # of its own; those of shapes have a dash
INDENT = re.compile(r"\n\s+")
# What the style sheet of its pages said: the policy of this site lets no page have one of its own.
SAID = {
    re.compile(rf'<g (class="(?:[^"]* )?(?:{classes})\b)'): rf"<g {words} \1"
    for classes, words in {
        "ending|fing|reh|tempo": 'font-weight="bold"',
        "dir|dynam|mNum": 'font-style="italic"',
        "placeholder": 'visibility="hidden"',
    }.items()
}


def limit() -> None:
    """Takes from this process what drawing does not need."""
    os.nice(NICE)
    for what, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, ANSWER_BYTES),
    ):
        resource.setrlimit(what, (most, most + (what == resource.RLIMIT_CPU)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    limit()
    said = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no part of the answer
    question = json.loads(sys.stdin.buffer.read())
    answer = drawn(**question)
    with os.fdopen(said, "w") as out:
        out.write(json.dumps(answer, separators=(",", ":")))


def drawn(document: Any, part: int, narrow: bool) -> dict[str, Any]:
    from generation.music.document import from_document
    from generation.sheets.bars import Bars, SheetError
    from generation.sheets.keys import key_name, key_of
    from generation.sheets.musicxml import write_musicxml

    song = from_document(document)
    try:
        parts = parts_of(song, Bars(song))
        if not 1 <= part <= len(parts):
            return {"pages": [], "first_bar": 0, "last_bar": 0, "parts": len(parts), "key": ""}
        bars = parts[part - 1]
        pages = pages_of(write_musicxml(song, bars=bars).decode(), narrow=narrow)
    except SheetError as error:
        return {"refused": str(error)}
    return {
        "pages": pages,
        "first_bar": bars.start + 1,
        "last_bar": bars.stop,
        "parts": len(parts),
        "key": key_name(key_of(song)),
    }


def parts_of(song: Any, bars: Any) -> list[range]:
    """The song in ranges of bars, none of more than can be drawn in a moment."""
    counts = [0] * len(bars.all)
    for track in song.tracks:
        for note in track.notes:
            counts[bars.at(note.onset).number - 1] += 1
    parts: list[range] = []
    first = notes = 0
    for place, count in enumerate(counts):
        if place > first and (place - first >= MOST_BARS or notes + count > MOST_NOTES):
            parts.append(range(first, place))
            first, notes = place, 0
        notes += count
    return [*parts, range(first, len(counts))]


def pages_of(score: str, *, narrow: bool) -> list[str]:
    import verovio

    verovio.enableLog(verovio.LOG_OFF)
    toolkit = verovio.toolkit()
    toolkit.setOptions({**OPTIONS, **(NARROW if narrow else WIDE)})
    if not toolkit.loadData(score):
        from generation.sheets.bars import SheetError

        raise SheetError("This song could not be drawn.")
    numbers = range(1, toolkit.getPageCount() + 1)
    return [plain(toolkit.renderToSVG(number)) for number in numbers]


def plain(svg: str) -> str:
    """The picture without a style sheet: what that said stands at the groups it is about."""
    svg = INDENT.sub("\n", NAMES.sub(r"<\1", STYLE.sub("", svg)))
    svg = SMUFL.sub(_in_words, svg)
    svg = svg.replace('class="definition-scale"', 'class="definition-scale" stroke="currentColor"')
    svg = svg.replace("<text ", '<text stroke="none" ')
    for pattern, words in SAID.items():
        svg = pattern.sub(words, svg)
    return svg


def _in_words(found: re.Match[str]) -> str:
    """Flats and sharps are as large as the letters around them; a note is larger."""
    text = "".join(PLAIN.get(letter, "") for letter in found[2])
    size = LARGE.sub(LETTERS, found[1]) if text in ACCIDENTALS else found[1]
    return f"<tspan{size}>{text}</tspan>"


if __name__ == "__main__":
    main()
