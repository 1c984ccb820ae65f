"""Changes the cover of a challenge: its colours, a picture, or no picture."""

import hashlib

from django.db import transaction

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Palette, Picture
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.challenges.picturing import picture_rewritten
from chartbusters.web.errors import Refusal
from generation.rights import record


def cover_draw(*, challenge: Challenge, palette: str, by: User) -> None:
    """Lets the cover be drawn in these colours, in place of a picture if there was one."""
    right_require(person=by, challenge=challenge, right=Right.EDIT)
    if palette not in Palette.values:
        message = f"A cover is one of {', '.join(Palette.values)}. Nothing was saved."
        raise Refusal("unknown_palette", message, field="palette")
    with transaction.atomic():
        _set(challenge, by, palette=palette, picture="")
        Picture.objects.filter(challenge=challenge).delete()


def cover_picture(*, challenge: Challenge, data: bytes, by: User) -> None:
    """Puts a picture on the cover: its pixels, written anew by a child process."""
    right_require(person=by, challenge=challenge, right=Right.EDIT)
    ours = picture_rewritten(data)
    with transaction.atomic():
        # first, for it holds the row of the challenge: of two pictures at once one comes second
        _set(challenge, by, picture=hashlib.sha256(ours).hexdigest())
        Picture.objects.update_or_create(challenge=challenge, defaults={"data": ours})


def picture_copy(before: Challenge, after: Challenge) -> None:
    """The same picture for a challenge that is made of another one, in its transaction."""
    for row in Picture.objects.filter(challenge=before):
        Picture.objects.create(challenge=after, data=row.data)


def _set(challenge: Challenge, by: User, **values: str) -> None:
    Challenge.objects.filter(pk=challenge.pk).update(**values)
    record(by=by, row=challenge, words="Changed the cover.")
