"""What an organiser does with a challenge: saved, published, extended, its changes told."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Case, F, When
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.changes import changes_between
from chartbusters.challenges.conditions import conditions_clean
from chartbusters.challenges.models import (
    Challenge,
    ChallengeNote,
    Phase,
    PhasedChallenge,
)
from chartbusters.challenges.opening import refuse_unready
from chartbusters.challenges.rules import rules_fault
from chartbusters.challenges.services.freezing import challenge_seal
from chartbusters.challenges.services.slots import slots_narrow, slots_refuse
from chartbusters.challenges.terms import WEIGHTS, terms_fault
from chartbusters.web.errors import Refusal, still_there
from chartbusters.web.wording import fitting_line, fitting_prose, needed_line
from generation.rights import (
    ADD_CHALLENGE,
    CHANGE_CHALLENGE,
    EXTEND_CHALLENGE,
    PUBLISH_CHALLENGE,
    record,
    require,
)
from scoring.reference import genres

LONGEST_TITLE, LONGEST_TAGLINE, LONGEST_OVERVIEW = 120, 200, 20_000


def challenge_save(*, challenge: Challenge, by: User) -> Challenge:
    """Saves what an organiser has filled in. What people count on leaves a note for them once it
    has opened.

    The form that asks for this writes the admin's log itself.
    """
    require(by, CHANGE_CHALLENGE if challenge.pk else ADD_CHALLENGE)
    for name, text in challenge_words(
        challenge.title, challenge.tagline, challenge.overview
    ).items():
        setattr(challenge, name, text)
    challenge.conditions = conditions_clean(challenge.conditions)
    _refuse_unfit(challenge)
    try:
        with transaction.atomic():
            before = _locked(challenge) if challenge.pk else None
            if before:
                _keep_promises(before, challenge)
                slots_narrow(challenge=challenge)
            if challenge.published:
                refuse_unready(challenge)
            challenge.save()
            if before:
                _tell_changes(before)
            if before and before.phase == Phase.CLOSED:
                challenge_seal(challenge)
    except IntegrityError as error:
        raise _unsaved(challenge) from error
    return challenge


def challenge_check(*, challenge: Challenge) -> None:
    """Raises `Refusal`, which names the field, for what cannot be saved as it is filled in; for a
    form that says so at its place. Saving asks again."""
    _refuse_unfit(challenge)
    before = Challenge.objects.with_phase().filter(pk=challenge.pk).first()
    if before:
        _keep_promises(before, challenge)


def _keep_promises(before: PhasedChallenge, after: Challenge) -> None:
    """What people have entered under stands: weights from the opening on, and the entries that are
    in."""
    weighed = any(getattr(before, name) != getattr(after, name) for name in WEIGHTS)
    if weighed and before.phase != Phase.UPCOMING:
        message = (
            "The weights of votes, jury and metrics stand since the challenge has opened: people "
            "enter and vote under them. Nothing was saved."
        )
        raise Refusal("weights_stand", message, 409, "weight_public")
    slots_refuse(challenge=after)


def _unsaved(challenge: Challenge) -> Refusal:
    if challenge.opens_at < challenge.entries_close_at < challenge.voting_closes_at:
        message = (
            "There is a challenge at this address already. Choose another slug; nothing was saved."
        )
        return Refusal("slug_taken", message, 409, "slug")
    message = (
        "A challenge opens, then stops taking entries, then stops taking votes. Nothing was saved."
    )
    return Refusal("phases_out_of_order", message, field="opens_at")


def challenge_words(title: str, tagline: str, overview: str) -> dict[str, str]:
    """What an organiser says of a challenge, cleaned. Raises `Refusal` for words that are too long,
    or no title."""
    return {
        "title": needed_line(title, most=LONGEST_TITLE, field="title"),
        "tagline": fitting_line(tagline, most=LONGEST_TAGLINE, field="tagline"),
        "overview": fitting_prose(overview, most=LONGEST_OVERVIEW, field="overview"),
    }


def _refuse_unfit(challenge: Challenge) -> None:
    if fault := rules_fault(challenge.rules):
        raise Refusal("unfit_rules", fault, field="rules")
    if challenge.genre not in genres():
        message = (
            f"There is no real music of the genre {challenge.genre!r} here; there is "
            f"{', '.join(genres())}."
        )
        raise Refusal("unknown_genre", message, field="genre")
    if unfit := terms_fault(challenge):
        raise Refusal("unfit_setting", f"{unfit[1]} Nothing was saved.", field=unfit[0])


def challenge_publish(*, challenge: Challenge, by: User) -> None:
    """Shows a challenge to everybody."""
    require(by, PUBLISH_CHALLENGE)
    with transaction.atomic():
        refuse_unready(_locked(challenge))
        Challenge.objects.filter(pk=challenge.pk).update(published=True)
        record(by=by, row=challenge, words="Published.")


def challenge_extend(*, challenge: Challenge, by: User, length: timedelta) -> None:
    """Moves what is still to come: the end of entries, unless they have ended, and the end of
    voting.

    In the database, so that two organisers at once add up. Nothing that is over begins again by
    this.
    """
    require(by, EXTEND_CHALLENGE)
    with transaction.atomic():
        before = _locked(challenge)
        if before.phase == Phase.CLOSED:
            message = (
                "Voting is over and names are known, so nothing was extended. The form "
                "can still open it again."
            )
            raise Refusal("over", message, 409)
        still = When(entries_close_at__gt=Now(), then=F("entries_close_at") + length)
        Challenge.objects.filter(pk=challenge.pk).update(
            entries_close_at=Case(still, default=F("entries_close_at")),
            voting_closes_at=F("voting_closes_at") + length,
        )
        said = _tell_changes(before)
        record(by=by, row=challenge, words=f"Extended. {said}")


def _locked(challenge: Challenge) -> PhasedChallenge:
    """The challenge as it stands, held: of two organisers at once the second sees, and tells of,
    what the first did."""
    return still_there(
        Challenge.objects.select_for_update(no_key=True)
        .with_phase()
        .filter(pk=challenge.pk)
        .first()
    )


def _tell_changes(before: PhasedChallenge) -> str:
    """What has changed, in words; on the challenge's page too, where it had opened to people
    before."""
    said = " ".join(changes_between(before, Challenge.objects.get(pk=before.pk)))
    seen = before.published or before.entries.exists()  # it may be hidden for the moment only
    if said and seen and before.phase != Phase.UPCOMING:
        ChallengeNote.objects.create(challenge=before, text=said)
    return said
