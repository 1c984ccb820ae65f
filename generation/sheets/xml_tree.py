"""XML that strangers send, as a tree: without entities, without anything from elsewhere, and
bounded while it is read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from generation.music.upload_error import UploadError

MOST_DEEP = 32
MOST_ELEMENTS = 600_000
MOST_TEXT = 2_000  # characters of one element
# What has nothing for us is not kept.
PASSED_OVER = frozenset(
    ["print", "defaults", "credit", "beam", "stem", "accidental", "notehead", "appearance"]
)


@dataclass(slots=True)
class Node:
    """An element. `text` is what stands before its first child and after each of them."""

    tag: str
    attributes: dict[str, str]
    children: "list[Node]" = field(default_factory=list)
    text: str = ""

    def all(self, tag: str) -> "Iterator[Node]":
        return (child for child in self.children if child.tag == tag)

    def first(self, path: str) -> "Node | None":
        """The first child of a name, or its child, as `pitch/step`."""
        found: Node | None = self
        for tag in path.split("/"):
            found = next(found.all(tag), None) if found else None
        return found

    def said(self, path: str, default: str = "") -> str:
        found = self.first(path)
        return found.text.strip() if found else default

    def number(self, path: str, default: float = 0.0) -> float:
        return number(self.said(path), default)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


def number(text: str, default: float = 0.0) -> float:
    """A figure of a file, or the default where it is none, or none that music has."""
    try:
        found = float(text)
    except ValueError:
        return default
    return found if abs(found) < 1e9 else default  # what is no number is not smaller either


def read_xml(data: bytes) -> Node:
    """The root. Raises `UploadError`."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.say
    parser.EntityDeclHandler = _no_entities
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        words = "This MusicXML file is damaged: it is no whole XML. Export it once more."
        raise UploadError("broken_file", words) from error
    return reader.root.children[0]


def _no_entities(*_: object) -> None:
    words = "This XML file declares entities, which no score needs and which we do not read."
    raise UploadError("entities", words)


class _Reader:
    def __init__(self) -> None:
        self.root = Node("", {})
        self.open = [self.root]
        self.count = 0
        self.passed = 0  # how deep in what is passed over

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS:
            words = f"This score has more than {MOST_ELEMENTS:,} elements. Try fewer parts."
            raise UploadError("too_many_events", words)
        if len(self.open) + self.passed > MOST_DEEP:
            words = "This XML file is nested deeper than any score. Export it once more."
            raise UploadError("broken_file", words)
        if self.passed or tag in PASSED_OVER:
            self.passed += 1
            return
        node = Node(tag, attributes)
        self.open[-1].children.append(node)
        self.open.append(node)

    def end(self, tag: str) -> None:
        if self.passed:
            self.passed -= 1
        else:
            self.open.pop()

    def say(self, text: str) -> None:
        here = self.open[-1]
        if not self.passed and len(here.text) < MOST_TEXT:
            here.text += text[:MOST_TEXT]
