"""What was measured of a model, as its card tells it: tables of makers side by side, and for each
row where they stand on one line."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from generation.catalogue import Card

SPLIT, TEST = " split", "test"
REAL = ("real", "Bach", "real music", "real / real", "Bach / Bach", "tunes before")
COPIES = ("copy", "nearer copy", "copy of before", "last 4 bars again")
WIDTH, HEIGHT, EDGE = 200, 24, 10  # of a strip, in units of its picture


class Mark(NamedTuple):
    """A maker on a strip: its place, its interval where there is one, and what it is."""

    kind: str  # own, real, copy or other
    x: float
    low: float | None
    high: float | None


class Row(NamedTuple):
    name: str
    cells: list[str]
    marks: list[Mark]
    ends: tuple[str, str]


class Section(NamedTuple):
    title: str
    note: str
    makers: list[tuple[str, str]]  # names and kinds
    rows: list[Row]


class Split(NamedTuple):
    """One protocol, and all that was measured by it."""

    name: str
    protocol: str
    promises: list[tuple[str, int]]
    remarks: list[str]
    sections: list[Section]
    others: list["Table"]


# What the card of a run holds of its course, told in tables of their own or on the run's page.
COURSE = {"epochs", "real", "real_distance", "wish", "start"}
EPOCH = ("epoch", "phase", "loss", "loss on music kept aside", "distance to real music")


class Table(NamedTuple):
    """Figures without makers side by side."""

    title: str
    head: list[str]
    rows: list[list[str]]


def splits_of(card: Card) -> list[Split]:
    """Those of the test split where there are such, else those of the validation split."""
    told = {name: part for name, part in card.figures.items() if name.endswith(SPLIT)}
    tests = {name: part for name, part in told.items() if TEST in name}
    return [_split(name, part, card.name) for name, part in (tests or told).items()]


def tables_of(card: Card) -> list[Table]:
    """What else the card tells."""
    rest = {name: part for name, part in card.figures.items() if not name.endswith(SPLIT)}
    return list(chain.from_iterable(_tables(name, part) for name, part in rest.items()))


def _split(name: str, part: Mapping[str, Any], own: str) -> Split:
    sections = part.get("sections", {})
    if isinstance(sections, Mapping):
        sections = [{"title": title, **section} for title, section in sections.items()]
    known = ("protocol", "promises", "remarks", "sections")
    others = {key: value for key, value in part.items() if key not in known}
    return Split(
        name,
        part.get("protocol", ""),
        [(key.replace("_", " "), value) for key, value in part.get("promises", {}).items()],
        list(part.get("remarks", ())),
        [_section(each, own) for each in sections],
        list(chain.from_iterable(_tables(key, value) for key, value in others.items())),
    )


def _section(section: Mapping[str, Any], own: str) -> Section:
    makers = section["makers"]
    kinds = kinds_of(list(makers), own)
    names = dict.fromkeys(chain.from_iterable(makers.values()))
    columns = list(makers.values())
    rows = [_row(name, columns, kinds) for name in names]
    told = list(zip(makers, kinds, strict=True))
    return Section(section["title"], section.get("note", ""), told, rows)


def kinds_of(makers: Sequence[str], own: str) -> list[str]:
    """The model itself is the one of its name, else the first that is no real music."""
    named = [own] if own in makers else [each for each in makers if each not in REAL][:1]
    return [_kind(each, named) for each in makers]


def _kind(maker: str, own: Sequence[str]) -> str:
    if maker in own:
        return "own"
    if maker in REAL:
        return "real"
    return "copy" if maker in COPIES else "other"


def _row(name: str, columns: Sequence[Mapping[str, Any]], kinds: Sequence[str]) -> Row:
    cells = [column.get(name) for column in columns]
    spans = [_span(cell) for cell in cells]
    values = [value for value in chain.from_iterable(filter(None, spans)) if value is not None]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    wide = (high - low) or 1.0

    def place(value: float | None) -> float | None:
        if value is None:
            return None
        return round(EDGE + (value - low) / wide * (WIDTH - 2 * EDGE), 1)

    marks = [
        Mark(kind, place(span[0]) or 0.0, place(span[1]), place(span[2]))
        for span, kind in zip(spans, kinds, strict=True)
        if span
    ]
    # The model itself is drawn last, over all others.
    marks.sort(key=lambda mark: mark.kind == "own")
    ends = (number(low), number(high))
    return Row(name, [told(cell) for cell in cells], marks, ends)


def _span(cell: Any) -> tuple[float, float | None, float | None] | None:
    """A value and the ends of its interval, which it may not have."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return float(cell), None, None
    value, *rest = cell
    if len(rest) == 1:
        return value, value - rest[0], value + rest[0]
    return value, rest[0], rest[1]


def told(cell: Any) -> str:
    """A cell in words."""
    if (
        isinstance(cell, list | tuple)
        and cell
        and all(isinstance(each, int | float) for each in cell)
    ):
        value, *rest = cell
        if len(rest) == 1:
            return f"{number(value)} ± {number(rest[0])}"
        if len(rest) == 2:
            return f"{number(value)} ({number(rest[0])} to {number(rest[1])})"
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return number(cell)
    return "–" if cell is None else str(cell)


def number(value: float) -> str:
    """Three digits that mean something."""
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _tables(title: str, part: Any) -> Iterator[Table]:
    """Any figures that a card may hold: a list of rows, or names with values, one in another."""
    if isinstance(part, list) and part and all(isinstance(row, Mapping) for row in part):
        head = list(dict.fromkeys(chain.from_iterable(part)))
        yield Table(title, head, [_cells(row, head) for row in part])
    elif isinstance(part, Mapping):
        plain = {key: value for key, value in part.items() if not _holds(value)}
        if plain:
            yield Table(title, [], [[_words(key), told(value)] for key, value in plain.items()])
        for key, value in part.items():
            if _holds(value):
                yield from _tables(f"{title}: {_words(key)}", value)


def _cells(row: Mapping[str, Any], head: Sequence[str]) -> list[str]:
    return [told(row.get(name)) for name in head]


def _holds(value: Any) -> bool:
    """Whether there are figures inside."""
    return isinstance(value, Mapping) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
    )


def _words(key: str) -> str:
    return key.replace("_", " ")


def training_told(card: Card) -> list[Table]:
    """What the card says of how the network was trained."""
    said = card.training
    plain = {name: value for name, value in said.items() if name not in COURSE}
    chosen = (said.get("wish") or {}).get("parameters") or {}
    tables = [*_tables("Training", plain), *_tables("What was chosen", chosen)]
    if start := (said.get("start") or {}).get("name"):
        tables.append(Table("Begun with", [], [["model", str(start)]]))
    if epochs := said.get("epochs"):
        tables.append(Table("Epoch by epoch", list(EPOCH), [_epoch_told(each) for each in epochs]))
    return tables


def _epoch_told(epoch: Mapping[str, Any]) -> list[str]:
    losses = [loss_of(epoch, kind) for kind in ("train", "valid")]
    distance = (epoch.get("distance") or {}).get("value")
    return [told(each) for each in (epoch.get("epoch"), epoch.get("phase"), *losses, distance)]


def loss_of(epoch: Mapping[str, Any], kind: str) -> float | None:
    """What a run is judged by, on what it learns from (`train`) or on what is kept aside
    (`valid`)."""
    value = (epoch.get(kind) or {}).get("loss")
    known = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if known and abs(value) < 1e9 else None  # type: ignore[arg-type, operator]
