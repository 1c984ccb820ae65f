"""The capsules, read from `texts/`: Markdown with parts that one plays with. A file is read once
for as long as it stands as it is."""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

TEXTS = Path(__file__).parent / "texts" / "en"
# In the order in which they are learnt.
NAMES = (
    "music-as-numbers",
    "guess-the-next-note",
    "forger-and-critic",
    "rub-out-and-refill",
    "what-is-it-listening-to",
    "is-it-good",
)

STEP = re.compile(r"## +(.+?) +\{(?P<name>[a-z0-9-]+)\}")
FIELD = re.compile(r"(?P<key>[a-z]+): +(?P<value>.+)")
OPENS = re.compile(r":::(?P<name>[a-z-]+) *(?P<argument>.*)")
TEACHER = "teacher"  # a section of the file that is no step


class Block(NamedTuple):
    """A run of prose, for which `name` is empty, or a part with what stands in it."""

    name: str
    argument: str
    text: str


class Step(NamedTuple):
    name: str
    title: str
    blocks: tuple[Block, ...]


class Capsule(NamedTuple):
    name: str
    title: str
    about: str
    minutes: int
    words: tuple[str, ...]  # of the glossary
    steps: tuple[Step, ...]
    teacher: tuple[Block, ...]

    def step_named(self, name: str) -> Step | None:
        return next((step for step in self.steps if step.name == name), None)


def capsules() -> list[Capsule]:
    """All there are."""
    return [capsule for capsule in map(capsule_named, NAMES) if capsule]


def capsule_named(name: str) -> Capsule | None:
    """None for what is no capsule."""
    if name not in NAMES:
        return None
    return _read(name, (TEXTS / f"{name}.md").stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _read(name: str, _changed: int) -> Capsule:
    text = (TEXTS / f"{name}.md").read_text(encoding="utf-8")
    head, *bodies = re.split(r"(?m)^(?=## )", text)
    fields = fields_of(head)
    steps = [step_of(body) for body in bodies]
    return Capsule(
        name,
        fields["title"],
        fields["about"],
        int(fields["minutes"]),
        tuple(word.strip() for word in fields["words"].split(",")),
        tuple(step for step in steps if step.name != TEACHER),
        next(step.blocks for step in steps if step.name == TEACHER),
    )


def fields_of(head: str) -> dict[str, str]:
    """What stands before the first heading, a field a line."""
    lines = filter(None, map(FIELD.fullmatch, head.splitlines()))
    return {line["key"]: line["value"] for line in lines}


def step_of(body: str) -> Step:
    """A section with its heading."""
    first, _, rest = body.partition("\n")
    heading = STEP.fullmatch(first.strip())
    if heading is None:
        raise ValueError(f"a step begins with ## Title {{name}}, not with {first!r}")
    return Step(heading["name"], heading[1], tuple(blocks_of(rest)))


def blocks_of(text: str) -> list[Block]:
    """Prose and parts in their order."""
    found: list[Block] = []
    lines: list[str] = []
    opened: re.Match[str] | None = None
    for line in text.splitlines():
        opens = None if opened else OPENS.fullmatch(line.strip())
        if opens is None and not (opened and line.strip() == ":::"):
            lines.append(line)
            continue
        found.append(_block(opened, lines))
        lines, opened = [], opens
    if opened is not None:
        raise ValueError(f"the part {opened['name']} has no end")
    found.append(_block(None, lines))
    return [block for block in found if block.name or block.text]


def _block(opened: re.Match[str] | None, lines: list[str]) -> Block:
    name, argument = (opened["name"], opened["argument"]) if opened else ("", "")
    return Block(name, argument.strip(), "\n".join(lines).strip())
