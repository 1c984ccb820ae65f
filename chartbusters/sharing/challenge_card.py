"""The card of a challenge for previews of links: its title over the tune of its cover."""

import hashlib
import textwrap
import unicodedata

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from chartbusters.challenges.covers import COLOURS, drawing_of
from chartbusters.challenges.models import Palette
from chartbusters.challenges.selectors import challenge_told
from chartbusters.sharing.made_once import made_once
from chartbusters.sharing.preview_image import HEIGHT, WIDTH, Sheet
from chartbusters.sharing.result_card import LETTERS, PAPER, write
from chartbusters.web.costs import work_counted
from chartbusters.web.downloads import sandboxed

LINES, LETTERS_A_LINE = 3, 22


@sandboxed
@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    challenge = challenge_told(slug=slug)
    if challenge is None:
        raise Http404
    title, palette = challenge.title, challenge.palette
    digest = hashlib.sha256(f"{slug} {palette} {title}".encode()).hexdigest()

    def make() -> bytes:
        with work_counted(request):
            return challenge_png(slug=slug, title=title, palette=palette)

    unchanged = get_conditional_response(request, etag=f'"{digest}.1"')
    response = (
        unchanged
        if isinstance(unchanged, HttpResponse)
        else HttpResponse(made_once(digest=digest, kind="challenge-1", make=make))
    )
    response["Content-Type"] = "image/png"
    response["ETag"] = f'"{digest}.1"'
    response["Cache-Control"] = "public, no-cache"
    return response


def challenge_png(*, slug: str, title: str, palette: str) -> bytes:
    night, _, *notes = map(_colour, COLOURS.get(palette, COLOURS[Palette.EMBER]))
    sheet = Sheet(WIDTH, HEIGHT, 0, [bytearray(night * WIDTH) for _ in range(HEIGHT)])
    for voice, bars in enumerate(drawing_of(slug=slug)[1]):
        for x, y, width in bars:
            left, right = max(0, x * 3 // 2), min(WIDTH, (x + width) * 3 // 2)
            sheet.fill(left, max(left, right), 335 + y // 2, 16, notes[voice])
    write(sheet, "CHARTBUSTERS", 60, 50, 4, notes[0])
    for number, line in enumerate(lines_of(title)):
        write(sheet, line, 60, 115 + 78 * number, 8, PAPER)
    return sheet.png()


def lines_of(title: str) -> list[str]:
    """What of a title these letters can write."""
    plain = unicodedata.normalize("NFKD", title).upper()
    known = "".join(letter for letter in plain if letter in LETTERS)
    return textwrap.wrap(known, LETTERS_A_LINE, max_lines=LINES, placeholder="...")


def _colour(told: str) -> bytes:
    return bytes.fromhex(told[1:])
