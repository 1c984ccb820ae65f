"""The Markdown of our guides as HTML: headings, paragraphs, lists, tables, code, links. Whatever is
not among these is text, and all text is escaped first: a file can bring no markup of its own."""

import re
from collections.abc import Callable, Iterator
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

Link = Callable[[str], str | None]  # where a link leads on this site; None: nowhere, it is text

HEADING = re.compile(r"(#{1,4}) +(.+)")
ITEM = re.compile(r"(?:[-*]|\d+\.) +(.*)")
RULER = re.compile(r"[\s|:-]+")
CODE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
STRONG = re.compile(r"\*\*(.+?)\*\*")
EMPHASIS = re.compile(r"(?<![\w*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w*])")
HELD = re.compile("\x00(\\d+)\x00")


def drawn(text: str, *, link: Link) -> SafeString:
    """HTML of a whole file."""
    lines = text.replace("\x00", "").expandtabs(4).splitlines()
    return mark_safe("\n".join(_blocks(lines, link)))  # noqa: S308 (all text is escaped)


def headings_of(text: str) -> list[tuple[int, str, str]]:
    """Depth, words and anchor of each heading, those in code left out."""
    found, fenced = [], False
    for line in text.splitlines():
        fenced ^= line.startswith("```")
        if not fenced and (heading := HEADING.fullmatch(line.strip())):
            words = heading[2].replace("`", "")
            found.append((len(heading[1]), words, slugify(words)))
    return found


def _blocks(lines: list[str], link: Link) -> Iterator[str]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
            continue
        end = _end(lines, at)
        yield _block(lines[at:end], link)
        at = end + (line.startswith("```") and end < len(lines))


def _end(lines: list[str], at: int) -> int:
    """Where the block that begins here is over."""
    if HEADING.fullmatch(lines[at].strip()):
        return at + 1
    ended = _closes if lines[at].startswith("```") else _breaks
    end = at + 1
    while end < len(lines) and not ended(lines[at], lines[end]):
        end += 1
    return end


def _closes(_: str, line: str) -> bool:
    return line.startswith("```")


def _breaks(first: str, line: str) -> bool:
    if not line.strip() or line.startswith("```") or HEADING.fullmatch(line.strip()):
        return True
    return not ITEM.match(first) and bool(ITEM.match(line))


def _block(lines: list[str], link: Link) -> str:
    first = lines[0]
    if first.startswith("```"):
        return f'<pre tabindex="0"><code>{escape(chr(10).join(lines[1:]))}</code></pre>'
    if heading := HEADING.fullmatch(first.strip()):
        depth, words = len(heading[1]), heading[2]
        anchor = slugify(words.replace("`", ""))
        return f'<h{depth} id="{anchor}">{_inline(words, link)}</h{depth}>'
    if first.startswith("|"):
        return _table(lines, link)
    if ITEM.match(first):
        return _list(lines, link)
    return f"<p>{_inline(' '.join(map(str.strip, lines)), link)}</p>"


def _list(lines: list[str], link: Link) -> str:
    items: list[str] = []
    for line in lines:
        if item := ITEM.match(line):
            items.append(item[1])
        else:
            items[-1] += f" {line.strip()}"
    name = "ol" if lines[0][0].isdigit() else "ul"
    return f"<{name}>{''.join(f'<li>{_inline(item, link)}</li>' for item in items)}</{name}>"


def _table(lines: list[str], link: Link) -> str:
    head, *rows = [_cells(line, link) for line in lines if not RULER.fullmatch(line)]
    headed = f"<thead>{_row('th', head)}</thead>" if any(head) else ""
    body = "".join(_row("td", row) for row in rows)
    label = 'tabindex="0" role="group" aria-label="Table"'
    return f'<div class="scroller" {label}><table>{headed}<tbody>{body}</tbody></table></div>'


def _row(name: str, cells: list[str]) -> str:
    names = [name if cell else "td" for cell in cells]  # a heading without words heads nothing
    shown = zip(names, cells, strict=True)
    return f"<tr>{''.join(f'<{each}>{cell}</{each}>' for each, cell in shown)}</tr>"


def _cells(line: str, link: Link) -> list[str]:
    return [_inline(cell.strip(), link) for cell in line.strip().strip("|").split("|")]


def _inline(text: str, link: Link) -> str:
    """Code is put aside first: nothing in it means anything."""
    kept: list[str] = []

    def keep(code: re.Match[str]) -> str:
        kept.append(f"<code>{escape(code[1])}</code>")
        return f"\x00{len(kept) - 1}\x00"

    def anchor(found: re.Match[str]) -> str:
        address = link(found[2].replace("&amp;", "&"))
        return found[1] if address is None else f'<a href="{escape(address)}">{found[1]}</a>'

    shown = LINK.sub(anchor, escape(CODE.sub(keep, text), quote=False))
    shown = EMPHASIS.sub(r"<em>\1</em>", STRONG.sub(r"<strong>\1</strong>", shown))
    return HELD.sub(lambda at: kept[int(at[1])], shown)
