"""A small part of Markdown as HTML: paragraphs, headings, lists, quotes, emphasis, code, links.

Everything else is text. What was written is escaped before it becomes anything, so no element gets
in but those that are made here; links lead to pages of the web and tell search engines nothing.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain, groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

HEADING = re.compile(r"#{1,4} +(\S.*)")
BULLET = re.compile(r"[-*+] +(\S.*)")
NUMBER = re.compile(r"\d{1,4}[.)] +(\S.*)")
QUOTE = re.compile(r"> ?(.*)")
# What stands in a line, the first that fits: code, a link, strong, emphasised, a bare address. Each
# part is bounded, so that no line takes longer to read than it is long.
INLINE = re.compile(
    r"`(?P<code>[^`\n]{1,500})`"
    r"|\[(?P<words>[^\[\]\n]{1,300})\]\((?P<to>[^()\s]{1,500})\)"
    r"|\*\*(?P<strong>[^*\n]{1,500})\*\*"
    r"|(?<![\w*])\*(?P<em>[^*\s\n][^*\n]{0,500})\*(?![\w*])"
    r"|(?<![\w_])_(?P<em2>[^_\s\n][^_\n]{0,500})_(?![\w_])"
    r"|(?P<bare>https?://[^\s<>\"')\]]{1,500})"
)
LEADS_SOMEWHERE = re.compile(r"(?:https?://|/(?!/)|mailto:)", re.I)
TAIL = ".,;:!?"  # of a bare address: the end of a sentence


def html_of(text: str) -> SafeString:
    """The text as HTML that may stand in a page."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return mark_safe("\n".join(chain.from_iterable(map(_block, blocks))))  # noqa: S308


def _block(block: str) -> Iterator[str]:
    lines = [line.strip() for line in block.split("\n")]
    for kind, group in groupby(lines, key=_kind):
        yield from MAKERS[kind]([_inside(kind, line) for line in group])


KINDS = {"heading": HEADING, "bullet": BULLET, "number": NUMBER, "quote": QUOTE}


def _kind(line: str) -> str:
    return next((name for name, form in KINDS.items() if form.fullmatch(line)), "text")


def _inside(kind: str, line: str) -> str:
    found = KINDS[kind].fullmatch(line) if kind in KINDS else None
    return found[1] if found else line


def _headings(lines: list[str]) -> list[str]:
    return [f"<h3>{_inline(line.rstrip('# '))}</h3>" for line in lines if line.strip("# ")]


def _listed(tag: str) -> Callable[[list[str]], list[str]]:
    def made(lines: list[str]) -> list[str]:
        items = "".join(f"<li>{_inline(line)}</li>" for line in lines)
        return [f"<{tag}>{items}</{tag}>"]

    return made


def _quote(lines: list[str]) -> list[str]:
    return [f"<blockquote><p>{'<br>'.join(map(_inline, lines))}</p></blockquote>"]


def _paragraph(lines: list[str]) -> list[str]:
    words = "<br>".join(_inline(line) for line in lines if line)
    return [f"<p>{words}</p>"] if words else []


MAKERS: dict[str, Callable[[list[str]], list[str]]] = {
    "heading": _headings,
    "bullet": _listed("ul"),
    "number": _listed("ol"),
    "quote": _quote,
    "text": _paragraph,
}


def _inline(line: str) -> str:
    made, begin = [], 0
    for found in INLINE.finditer(line):
        made += [escape(line[begin : found.start()]), _part(found)]
        begin = found.end()
    return "".join([*made, escape(line[begin:])])


def _part(found: re.Match[str]) -> str:
    if found["code"]:
        return f"<code>{escape(found['code'])}</code>"
    if found["to"]:
        return _link(found["to"], escape(found["words"])) or escape(found[0])
    if found["strong"]:
        return f"<strong>{escape(found['strong'])}</strong>"
    if found["bare"]:
        address = found["bare"].rstrip(TAIL)
        return _link(address, escape(address)) + escape(found["bare"][len(address) :])
    return f"<em>{escape(found['em'] or found['em2'])}</em>"


def _link(address: str, words: str) -> str:
    """Empty for what leads nowhere, such as a script."""
    if not LEADS_SOMEWHERE.match(address):
        return ""
    return f'<a href="{escape(address)}" rel="nofollow ugc noopener">{words}</a>'
