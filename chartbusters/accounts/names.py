"""What people may call themselves: user names that can be typed and told apart, nobody in an
organiser's clothes."""

import re
import unicodedata

from chartbusters.web.errors import Refusal

LONGEST_USERNAME = 40
ALLOWED = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
FORM = (
    "A user name is made of Latin letters, digits, dots, dashes and underscores, "
    f"{LONGEST_USERNAME} at most, and "
    "begins and ends with a letter or digit. The name that others see beside your songs may be "
    "in any script."
)
RESERVED = (
    "This name belongs to those who run the site, or looks like one of theirs. Choose another."
)
# Who is called so speaks for the site, as a whole name or as one of its words.
OFFICES = (
    "admin administrator administration moderator mod organiser organizer organisers "
    "organizers organisation staff "
    "support official chartbusters system root sysadmin superuser security webmaster "
    "postmaster hostmaster"
)
# As a whole only: parts of addresses and of software, and what is shown for nobody.
WHOLE = (
    "abuse account accounts anonymous api bot contact everyone help helpdesk host info jury "
    "legal mail me moderation "
    "nobody noreply no-reply null operator owner privacy service settings someone team test "
    "undefined unknown www you "
    "former-member"
)
# Letters that are taken for others; what is not here is compared as it is.
LOOKS = str.maketrans(
    {
        **dict(zip("0134578", "oleastb", strict=True)),
        **dict(zip("|!ıɩɑ@$", "lllla" + "as", strict=True)),
        **dict(zip("авеԁгһіїјкӏмнорԛѕтпцԝхузьё", "abedrhiijklmhopqstnuwxy3be", strict=True)),
        **dict(zip("αβγεηικνορτυχω", "abyenikvoptuxw", strict=True)),
        "i": "l",
        "6": "g",
        "9": "g",
    }
)


def skeleton(text: str) -> str:
    """A name as it looks at a glance: no accents, no case, nothing between the letters, and one
    sign for each shape."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    # twice: an і becomes an i, and that looks like an l
    looks = plain.translate(LOOKS).translate(LOOKS)
    letters = "".join(letter for letter in looks if letter.isalnum())
    return letters.replace("rn", "m").replace("vv", "w")


_OFFICES = frozenset(map(skeleton, OFFICES.split()))
_WHOLE = frozenset(map(skeleton, WHOLE.split())) | _OFFICES


def pretends(text: str) -> bool:
    """Whether somebody of this name would be taken for the site or for who runs it."""
    words = re.split(r"[\W_]+", text)
    return not (
        _WHOLE.isdisjoint(_seen(text)) and all(_OFFICES.isdisjoint(_seen(word)) for word in words)
    )


def _seen(text: str) -> set[str]:
    """A digit at the end may be a number or stand for a letter."""
    return {skeleton(text), skeleton(text.rstrip("0123456789"))}


def username_clean(text: str) -> str:
    """A user name as it is kept. Raises `Refusal`. That it is free is for the database to say."""
    name = unicodedata.normalize("NFKC", text).strip()
    if len(name) > LONGEST_USERNAME or not ALLOWED.fullmatch(name):
        raise Refusal("invalid", FORM, field="username")
    return name
