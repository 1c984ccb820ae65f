"""The card of a challenge for previews of links: its title over the tune of its cover."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from chartbusters.challenges.covers import COLOURS, drawing_of
from chartbusters.challenges.models import Palette
from chartbusters.challenges.selectors import challenge_told
from chartbusters.sharing.lettering import lines_of, write
from chartbusters.sharing.made_once import made_once
from chartbusters.sharing.preview_image import EDGE, HEIGHT, WIDTH
from chartbusters.sharing.sheets import PAPER, Sheet, png_of
from chartbusters.web.costs import work_counted
from chartbusters.web.downloads import sandboxed

SITE = "Compose with machines, compete with people"


@sandboxed
@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    challenge = challenge_told(slug=slug)
    if challenge is None:
        raise Http404
    return _picture(request, slug, challenge.title, challenge.palette)


@sandboxed
@require_safe
def site_card(request: HttpRequest) -> HttpResponse:
    """For links to the first page, and to pages that have no picture of their own."""
    return _picture(request, "chartbusters", SITE, Palette.EMBER)


def _picture(request: HttpRequest, slug: str, title: str, palette: str) -> HttpResponse:
    digest = hashlib.sha256(f"{slug} {palette} {title}".encode()).hexdigest()

    def make() -> bytes:
        with work_counted(request):
            return challenge_png(slug=slug, title=title, palette=palette)

    unchanged = get_conditional_response(request, etag=f'"{digest}.2"')
    response = (
        unchanged
        if isinstance(unchanged, HttpResponse)
        else HttpResponse(made_once(digest=digest, kind="challenge-2", make=make))
    )
    response["Content-Type"] = "image/png"
    response["ETag"] = f'"{digest}.2"'
    response["Cache-Control"] = "public, no-cache"
    return response


def challenge_png(*, slug: str, title: str, palette: str) -> bytes:
    night, _, *notes = map(_colour, COLOURS.get(palette, COLOURS[Palette.EMBER]))
    sheet = Sheet(WIDTH, HEIGHT, 0, [bytearray(night * WIDTH) for _ in range(HEIGHT)])
    for voice, bars in enumerate(drawing_of(slug=slug)[1]):
        for x, y, width in bars:
            left, right = max(0, x * 3 // 2), min(WIDTH, (x + width) * 3 // 2)
            sheet.fill(left, max(left, right), 335 + y // 2, 16, notes[voice])
    image = sheet.image()
    write(image, "CHARTBUSTERS", (EDGE, 50), 26, notes[0])
    for number, line in enumerate(lines_of(title, size=64, width=WIDTH - 2 * EDGE, most=3)):
        write(image, line, (EDGE, 95 + 76 * number), 64, PAPER)
    return png_of(image)


def _colour(told: str) -> bytes:
    return bytes.fromhex(told[1:])
