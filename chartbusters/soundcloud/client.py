"""What we ask of SoundCloud's API, as its description has it. Knows no database."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings

from chartbusters.soundcloud.answers import checked
from chartbusters.soundcloud.exchange import Said, ask
from chartbusters.soundcloud.models import LONGEST_LINK
from chartbusters.soundcloud.multipart import FileForm
from chartbusters.soundcloud.troubles import SignedOut, Unaccepted, Unreachable

logger = logging.getLogger(__name__)
TRACK = re.compile(r"soundcloud:tracks:\d{1,20}", re.ASCII)
ACCOUNT = re.compile(r"soundcloud:users:\d{1,20}", re.ASCII)
PAGE, MOST_PAGES = 200, 50
SITE = "soundcloud.com"


class Tokens(NamedTuple):
    access: str
    refresh: str
    seconds: int  # that the first one is good for


class Account(NamedTuple):
    urn: str
    name: str


class Track(NamedTuple):
    urn: str
    link: str
    plays: bool
    tags: str


def authorise_address(*, state: str, challenge: str, back: str) -> str:
    """Where a person says yes; `back` is where they are sent then."""
    asked = {
        "client_id": settings.SOUNDCLOUD_CLIENT_ID,
        "redirect_uri": back,
        "response_type": "code",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "state": state,
    }
    return f"{settings.SOUNDCLOUD_AUTH_URL}/authorize?{urlencode(asked)}"


def tokens_by_code(*, code: str, verifier: str, back: str) -> Tokens:
    return _tokens("authorization_code", code=code, code_verifier=verifier, redirect_uri=back)


def tokens_by_refresh(*, refresh: str) -> Tokens:
    """The one given is spent by this. Raises `SignedOut` when it was before."""
    return _tokens("refresh_token", refresh_token=refresh)


def _tokens(grant: str, **fields: str) -> Tokens:
    form = {"grant_type": grant, "client_id": settings.SOUNDCLOUD_CLIENT_ID, **fields}
    if settings.SOUNDCLOUD_CLIENT_SECRET:
        form["client_secret"] = settings.SOUNDCLOUD_CLIENT_SECRET
    url = f"{settings.SOUNDCLOUD_AUTH_URL}/oauth/token"
    said = ask("POST", url, seconds=settings.SOUNDCLOUD_SECONDS, data=form)
    if said.status == 401:
        logger.error("SoundCloud does not accept SOUNDCLOUD_CLIENT_ID with its secret")
        raise Unaccepted
    if said.status == 400 and "invalid_grant" in said.word("message") + said.word("error"):
        raise SignedOut
    body = checked(said)
    try:
        tokens = Tokens(body["access_token"], body["refresh_token"], int(body["expires_in"]))
    except (KeyError, TypeError, ValueError):
        raise Unreachable from None
    return tokens


def account_of(*, token: str) -> Account:
    body = checked(call("GET", "/me", token))
    fields = body if isinstance(body, dict) else {}
    urn, name = str(fields.get("urn", "")), str(fields.get("username", ""))
    if not ACCOUNT.fullmatch(urn):
        raise Unreachable
    return Account(urn, name[:120] or urn)


def track_upload(*, token: str, fields: dict[str, str], file: Path) -> Track:
    """Makes a track. Not idempotent: whoever is not sure looks for its tag first."""
    form = FileForm({f"track[{name}]": value for name, value in fields.items()}, **_asset(file))
    said = call(
        "POST",
        "/tracks",
        token,
        seconds=settings.SOUNDCLOUD_UPLOAD_SECONDS,
        data=form,
        headers={"Content-Type": form.content_type},
    )
    return _track(checked(said, sends=True))


def _asset(file: Path) -> dict[str, Any]:
    return {"name": "track[asset_data]", "file": file, "content_type": "audio/flac"}


def _place(urn: str) -> str:
    return "/tracks/" + quote(urn, safe=":")


def track_of(*, token: str, urn: str) -> Track:
    return _track(checked(call("GET", _place(urn), token)))


def track_find(*, token: str, tag: str) -> Track | None:
    """The person's track with this tag."""
    listed = everything(token=token, path="/me/tracks", limit=PAGE)
    return next((_track(each) for each in listed if tag in words_of(each, "tag_list")), None)


def everything(*, token: str, path: str, **asked: Any) -> Iterator[Any]:
    """What stands in a list of theirs, page after page."""
    path += "?" + urlencode({**asked, "linked_partitioning": "true"})
    for _ in range(MOST_PAGES):
        body = checked(call("GET", path, token))
        if not isinstance(body, dict) or not isinstance(body.get("collection"), list):
            raise Unreachable
        yield from body["collection"]
        if not (path := _next_path(body.get("next_href"))):
            break


def words_of(body: Any, name: str) -> list[str]:
    """Of a field; tags of several words are in quotes."""
    text = body.get(name) if isinstance(body, dict) else None
    return str(text or "").replace('"', " ").split()


def _next_path(address: Any) -> str:
    """The next page, of the same server only: the token goes there."""
    if not address:
        return ""
    base = settings.SOUNDCLOUD_API_URL
    if not str(address).startswith(f"{base}/"):
        raise Unreachable
    return str(address)[len(base) :]


def track_remove(*, token: str, urn: str) -> None:
    """What is not there any more is removed."""
    said = call("DELETE", _place(urn), token)
    if said.status != 404:
        checked(said)


def artwork_send(*, token: str, urn: str, picture: bytes) -> None:
    """SoundCloud takes pictures of some accounts only; then this is refused."""
    files = {"track[artwork_data]": ("notes.png", picture, "image/png")}
    checked(call("PUT", _place(urn), token, files=files))


def sign_out(*, token: str) -> None:
    checked(call("POST", "/sign-out", token))


def call(method: str, path: str, token: str, seconds: float = 0.0, **what: Any) -> Said:
    url = settings.SOUNDCLOUD_API_URL + path
    return ask(method, url, token=token, seconds=seconds or settings.SOUNDCLOUD_SECONDS, **what)


def _track(body: Any) -> Track:
    """Raises `Unreachable` for what is no track: then nobody knows what was done."""
    if not isinstance(body, dict) or not TRACK.fullmatch(str(body.get("urn", ""))):
        raise Unreachable
    plays = body.get("access") == "playable" and (body.get("duration") or 0) > 0
    return Track(body["urn"], link_of(body), bool(plays), str(body.get("tag_list") or ""))


def link_of(body: dict[str, Any]) -> str:
    """The page of a track, with the word that opens a private one; empty for an address of another
    site, which would stand on our pages."""
    link, secret = str(body.get("permalink_url") or ""), _secret(body.get("secret_uri"))
    if secret and secret not in link:
        link = f"{link}/{secret}"
    return link if _known(link) and len(link) <= LONGEST_LINK else ""


def _known(link: str) -> bool:
    ours = urlsplit(settings.SOUNDCLOUD_API_URL)
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    host = parts.hostname or ""
    theirs = host == SITE or host.endswith(f".{SITE}") or host == ours.hostname
    return theirs and parts.scheme in ("https", ours.scheme)


def _secret(uri: Any) -> str:
    found = re.search(r"secret_token=(s-[\w-]{1,80})", str(uri or ""), re.ASCII)
    return found[1] if found else ""
