"""What may go wrong with SoundCloud: for each a sentence for the person, and how often it is tried
again."""

from datetime import timedelta

RETRIES = 6


class Trouble(Exception):
    """`most` is how often it is tried again before the person is told; `pause` is asked for by
    SoundCloud."""

    code = "trouble"
    most = 0
    words = "SoundCloud would not have it."

    def __init__(self, words: str = "", pause: timedelta | None = None) -> None:
        self.words = words or self.words
        self.pause = pause
        super().__init__(f"{self.code}: {self.words}")


class Unreachable(Trouble):
    """No answer, half of one, one that came too slowly, or a page of a server before SoundCloud's.
    What was asked for may have been done."""

    code, most = "unreachable", RETRIES
    words = (
        "SoundCloud did not answer, or only with an error of its own. Your song is safe here; try "
        "again later."
    )


class Busy(Trouble):
    """It asks to be left alone for a while."""

    code, most = "busy", RETRIES
    words = (
        "SoundCloud says that this is too much at once, and said so each time we came back. Your "
        "song is safe here; try again tomorrow."
    )


class Unreadable(Trouble):
    """It could not make anything of the recording; said at random also of good ones."""

    code, most = "unreadable", 1
    words = "SoundCloud could not read the recording. Your song is safe here; try again later."


class Unconfirmed(Trouble):
    """A good token, and nobody may upload with it."""

    code = "unconfirmed"
    words = (
        "SoundCloud lets your account upload nothing. Most often its mail address is not "
        "confirmed: do that at SoundCloud, then try again here."
    )


class SignedOut(Trouble):
    """The token is not good, or not any more."""

    code, most = "signed_out", 3
    words = "SoundCloud does not know us as yours any more. Connect it again, then try again."


class Unaccepted(Trouble):
    """The site's own application is not good there."""

    code, most = "unaccepted", RETRIES
    words = (
        "SoundCloud does not accept this site at the moment, which its operator has to look at. "
        "Your song is safe here; try again later."
    )


class Disconnected(Trouble):
    """There is no account to act in."""

    code = "not_connected"
    words = "Your account at SoundCloud is not connected. Connect it, then try again."


class Gone(Trouble):
    """There is no such track, for us."""

    code = "gone"
    words = "The track is not at SoundCloud any more: somebody has removed it there."


class Refused(Trouble):
    """Anything else that it says no to, in its words."""

    code = "refused"


class Withheld(Trouble):
    """We do not send it ourselves."""

    code = "withheld"
