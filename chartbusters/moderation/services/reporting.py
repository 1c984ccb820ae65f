"""Saying that something is wrong: with a song, an entry by its number or on a ballot, a comment, a
person."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Entry
from chartbusters.challenges.people import is_theirs
from chartbusters.comments.models import Comment
from chartbusters.compositions.models import Composition
from chartbusters.moderation.models import LONGEST_WORDS, Report, Why
from chartbusters.moderation.noticing import report_tell, report_tell_staff
from chartbusters.voting.models import Ballot
from chartbusters.web.errors import Refusal, still_there
from chartbusters.web.wording import fitting_prose

OWN = "That is your own. Nothing was reported."


def song_report(*, song: Composition, by: User, why: str, words: str = "") -> Report:
    """Tells staff of a song that its reporter can hear. Raises `Refusal`."""
    return _made(by, song.owner_id == by.pk, why, words, song=song)


def person_report(*, person: User, by: User, why: str, words: str = "") -> Report:
    """Tells staff of a person and what their profile says. Raises `Refusal`."""
    return _made(by, person.pk == by.pk, why, words, person=person)


def comment_report(*, comment: Comment, by: User, why: str, words: str = "") -> Report:
    """Tells staff of a comment, whose words are kept as they are now. Raises `Refusal`."""
    own = comment.writer_id == by.pk
    return _made(by, own, why, words, comment=comment, quote=comment.words)


def entry_report(*, entry: Entry, by: User, why: str, words: str = "") -> Report:
    """Tells the organisers of an entry that its reporter knows by its number. Raises `Refusal`."""
    own = is_theirs(entry=entry, person=by)
    return _made(by, own, why, words, entry=entry, challenge_id=entry.challenge_id)


def ballot_report(*, ballot: Ballot, side: str, by: User, why: str, words: str = "") -> Report:
    """Tells the organisers of one side of a ballot of the reporter, who learns nothing of which
    entry it is. Raises `Refusal`."""
    if side not in ("a", "b"):
        raise Refusal("invalid", "A pair has the sides a and b.", field="side")
    if ballot.voter_id != by.pk:
        raise Refusal("not_found", "There is no such ballot of yours.", 404)
    entry = getattr(ballot, f"entry_{side}")
    on = {"entry": entry, "challenge_id": ballot.challenge_id, "ballot": ballot, "side": side}
    return _made(by, False, why, words, **on)  # nobody is given what is their own


def quotes_erase(*, person: User) -> None:
    """What reports quote of a person who leaves the site."""
    Report.objects.filter(comment__writer=person).update(quote="")


def _made(by: User, own: bool, why: str, words: str, **on: Any) -> Report:
    if why not in Why.values:
        message = f"Say what is wrong: one of {', '.join(Why.values)}. Nothing was reported."
        raise Refusal("invalid", message, field="why")
    words = fitting_prose(words, most=LONGEST_WORDS, field="words")
    if why == Why.OTHER and not words:
        message = "Say in your own words what is wrong. Nothing was reported."
        raise Refusal("no_words", message, field="words")
    if own:
        raise Refusal("own", OWN, 403)
    try:
        with transaction.atomic():
            _refuse_many(by)
            made = Report.objects.create(reporter=by, why=why, words=words, **on)
            if made.challenge is not None:
                report_tell(made, made.challenge)
            else:
                report_tell_staff(made)
            return made
    except IntegrityError:
        message = (
            "You have reported this already, and somebody looks at it. You are told what comes of "
            "it."
        )
        raise Refusal("reported_already", message, 409) from None


def _refuse_many(by: User) -> None:
    # Two at once would both count the same reports: the second waits here.
    still_there(User.objects.select_for_update(no_key=True).filter(pk=by.pk).first())
    today = Report.objects.filter(reporter=by, made_at__gt=Now() - timedelta(days=1))
    if today.count() >= settings.REPORTS_A_DAY:
        message = (
            f"You have made {settings.REPORTS_A_DAY} reports within a day, as many as we take from "
            "one person. This one was not sent; tomorrow you can make more."
        )
        raise Refusal("too_many_reports", message, 429, retry_after=3600)
