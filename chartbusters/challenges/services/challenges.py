"""What an organiser does with a challenge: saved, published, extended, its changes told."""

from collections.abc import Sequence
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Case, F, When
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.conditions import conditions_clean
from chartbusters.challenges.examples import examples_replace
from chartbusters.challenges.models import (
    OVER,
    Challenge,
    Organiser,
    Palette,
    Phase,
    PhasedChallenge,
    Role,
)
from chartbusters.challenges.opening import refuse_unready
from chartbusters.challenges.organisers import Right, may_organise, right_require
from chartbusters.challenges.prizes import prizes_cleaned
from chartbusters.challenges.rule_faults import rules_fault
from chartbusters.challenges.score_draws import draw_seed, seed_after
from chartbusters.challenges.services.freezing import challenge_seal
from chartbusters.challenges.services.notes import changes_tell, wordless_refuse
from chartbusters.challenges.services.slots import slots_narrow, slots_refuse
from chartbusters.challenges.terms import WEIGHTS, terms_fault
from chartbusters.compositions.models import Composition
from chartbusters.web.errors import Refusal, still_there
from chartbusters.web.wording import fitting_line, fitting_prose, needed_line
from generation.rights import ADD_CHALLENGE, has_right, record
from scoring.reference import genres

LONGEST_TITLE, LONGEST_TAGLINE, LONGEST_OVERVIEW, LONGEST_NOTE = 120, 200, 20_000, 1_000
MOST_OWNED = 20  # challenges that are not over, of one person who is no staff


def challenge_save(
    *,
    challenge: Challenge,
    by: User,
    words: str = "",
    examples: Sequence[Composition] | None = None,
) -> Challenge:
    """Saves what an organiser has filled in. What people count on leaves a note for them once it
    has opened, with the organiser's own `words`, without which it is not changed.

    The form that asks for this writes the admin's log itself.
    """
    _require(by, challenge)
    for name, text in challenge_words(
        challenge.title, challenge.tagline, challenge.overview
    ).items():
        setattr(challenge, name, text)
    words = fitting_prose(words, most=LONGEST_NOTE, field="note")
    challenge.conditions = conditions_clean(challenge.conditions)
    _refuse_unfit(challenge)
    try:
        with transaction.atomic():
            if challenge.pk:
                _change(challenge, words)
            else:
                _make(challenge, by)
            if examples is not None:
                examples_replace(challenge=challenge, songs=examples)
    except IntegrityError as error:
        raise _unsaved(challenge) from error
    return challenge


def _require(by: User, challenge: Challenge) -> None:
    if challenge.pk:
        right_require(person=by, challenge=challenge, right=Right.EDIT)
    elif not may_organise(person=by):
        raise PermissionDenied


def _change(challenge: Challenge, words: str) -> None:
    before = _locked(challenge)
    _keep_promises(before, challenge)
    slots_narrow(challenge=challenge)
    if challenge.published:
        refuse_unready(challenge)
    wordless_refuse(before, challenge, words)
    challenge.score_seed = seed_after(before, challenge)
    challenge.save()
    changes_tell(before, words)
    if before.phase == Phase.CLOSED:
        challenge_seal(challenge)


def _make(challenge: Challenge, by: User) -> None:
    # Of two new ones at once the second waits here, and counts the first.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if not has_right(by, ADD_CHALLENGE) and organised_by(person=by) >= MOST_OWNED:
        message = (
            f"You run {MOST_OWNED} challenges that are not over, as many as one person may. "
            "Nothing was saved; make another one when one of them is over."
        )
        raise Refusal("too_many", message, 409)
    if challenge.published:
        refuse_unready(challenge)
    challenge.score_seed = draw_seed()
    challenge.save()
    Organiser.objects.create(challenge=challenge, person=by, role=Role.OWNER)


def organised_by(*, person: User) -> int:
    """How many challenges that are not over a person owns."""
    mine = Organiser.objects.filter(person=person, role=Role.OWNER)
    return mine.filter(challenge__voting_closes_at__gt=Now()).count()


def challenge_check(*, challenge: Challenge, words: str | None = None) -> None:
    """Raises `Refusal`, which names the field, for what cannot be saved as it is filled in; for a
    form that says so at its place. Saving asks again."""
    _refuse_unfit(challenge)
    before = Challenge.objects.with_phase().filter(pk=challenge.pk).first()
    if before:
        _keep_promises(before, challenge)
        wordless_refuse(before, challenge, words or "")


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
    if before.kind != after.kind and (before.published or before.entries.exists()):
        message = (
            "What it compares stands since everybody sees it: people make ready for it. Nothing "
            "was saved."
        )
        raise Refusal("kind_stands", message, 409, "kind")
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
    challenge.prizes = prizes_cleaned(challenge.prizes)
    if challenge.palette not in Palette.values:
        message = f"A cover is one of {', '.join(Palette.values)}. Nothing was saved."
        raise Refusal("unknown_palette", message, field="palette")
    if unfit := terms_fault(challenge):
        raise Refusal("unfit_setting", f"{unfit[1]} Nothing was saved.", field=unfit[0])


def challenge_publish(*, challenge: Challenge, by: User) -> None:
    """Shows a challenge to everybody."""
    right_require(person=by, challenge=challenge, right=Right.EDIT)
    with transaction.atomic():
        refuse_unready(_locked(challenge))
        Challenge.objects.filter(pk=challenge.pk).update(published=True)
        record(by=by, row=challenge, words="Published.")


def challenge_open(*, challenge: Challenge, by: User) -> None:
    """Opens now what everybody sees and what would open later; the other times stay."""
    right_require(person=by, challenge=challenge, right=Right.EDIT)
    with transaction.atomic():
        before = _locked(challenge)
        if before.phase != Phase.UPCOMING:
            message = "It has opened already, so nothing was changed."
            raise Refusal("opened_already", message, 409)
        if not before.published:
            message = "Nobody sees it yet, so it was not opened. Publish it first."
            raise Refusal("not_published", message, 409)
        refuse_unready(before)
        Challenge.objects.filter(pk=challenge.pk).update(opens_at=Now())
        record(by=by, row=challenge, words="Opened before its time.")


def challenge_extend(*, challenge: Challenge, by: User, length: timedelta, words: str = "") -> None:
    """Moves what is still to come: the end of entries, unless they have ended, the end of
    voting, and with it the telling of the result. It takes nothing from anybody, so `words` are
    welcome and not needed.

    In the database, so that two organisers at once add up. Nothing that is over begins again by
    this.
    """
    right_require(person=by, challenge=challenge, right=Right.EDIT)
    words = fitting_prose(words, most=LONGEST_NOTE, field="note")
    with transaction.atomic():
        before = _locked(challenge)
        if before.phase in OVER:
            known = " and names are known" if before.phase == Phase.CLOSED else ""
            message = (
                f"Voting is over{known}, so nothing was extended. The form can still open it "
                "again, and move the moment at which its result is told."
            )
            raise Refusal("over", message, 409)
        still = When(entries_close_at__gt=Now(), then=F("entries_close_at") + length)
        Challenge.objects.filter(pk=challenge.pk).update(
            entries_close_at=Case(still, default=F("entries_close_at")),
            voting_closes_at=F("voting_closes_at") + length,
            reveal_at=F("reveal_at") + length,
        )
        said = changes_tell(before, words)
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
