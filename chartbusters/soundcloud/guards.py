"""What must be so before anything is done with SoundCloud."""

from django.conf import settings

from chartbusters.compositions.models import Composition
from chartbusters.compositions.rendering_queue import seconds_guessed
from chartbusters.compositions.sealing import is_sealed
from chartbusters.web.errors import Refusal
from generation.music.song import Song

SEALED = (
    "This tune is in a contest, where nobody may know whose it is before the result is told. Then "
    "you can publish it on SoundCloud. Nothing was sent."
)
HIDDEN = "Staff keep this song private, so it is not sent to SoundCloud."
TOO_MUCH = (
    "This song is too long, with too many notes together, for us to make audio from it. Nothing "
    "was sent."
)


def is_configured() -> bool:
    return bool(settings.SOUNDCLOUD_CLIENT_ID)


def require_configured() -> None:
    """Raises `Refusal` where the operator has no application at SoundCloud."""
    if not is_configured():
        raise Refusal("no_soundcloud", "This site does not publish on SoundCloud.", 404)


def withheld_because(composition: Composition) -> str:
    """Why a song may not be sent now; empty when it may. By the database's clock."""
    if composition.hidden_because:
        return HIDDEN
    return SEALED if is_sealed(composition=composition) else ""


def too_much(song: Song) -> bool:
    return seconds_guessed(song) > settings.RENDERING_SECONDS_EACH
