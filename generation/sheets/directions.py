"""What stands over a bar: tempi and chords."""

from generation.music.song import Song, Tempo
from generation.sheets.bars import Bar
from generation.sheets.chords import harmony_xml

NOTICED = 0.08  # share by which a tempo differs from the last one that was drawn


def directions_xml(song: Song, drawn: frozenset[int], bar: Bar) -> str:
    """In order of time, each with its place in the bar; of the tempi some are `drawn`."""
    found = [
        (tempo.tick, 0, _tempo(tempo, tempo.tick - bar.start, tempo.tick in drawn))
        for tempo in song.tempi
        if bar.start <= tempo.tick < bar.stop
    ]
    found += [
        (sign.onset, 1, harmony_xml(sign.symbol, sign.onset - bar.start))
        for sign in song.chords
        if bar.start <= sign.onset < bar.stop
    ]
    return "".join(words for _, _, words in sorted(found))


def drawn_tempi(tempi: tuple[Tempo, ...]) -> frozenset[int]:
    """Ticks of the first one, and of those that differ from the one before them for the eye too:
    what was played follows no figure."""
    drawn, last = set(), 0.0
    for tempo in tempi:
        if not last or abs(tempo.qpm / last - 1) >= NOTICED:
            drawn.add(tempo.tick)
            last = tempo.qpm
    return frozenset(drawn)


def _tempo(tempo: Tempo, offset: int, drawn: bool) -> str:
    exact = f"{tempo.qpm:.6f}".rstrip("0").rstrip(".")
    sound = f'<sound tempo="{exact}"/>'
    if not drawn:
        return sound if not offset else f'<sound tempo="{exact}"><offset>{offset}</offset></sound>'
    after = f'<offset sound="yes">{offset}</offset>' if offset else ""
    mark = f"<metronome><beat-unit>quarter</beat-unit><per-minute>{tempo.qpm:.0f}</per-minute>"
    return (
        f'<direction placement="above"><direction-type>{mark}</metronome></direction-type>'
        f"{after}{sound}</direction>"
    )
