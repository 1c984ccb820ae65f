"""Words of staff on the votes of one voter in one challenge: added, never changed."""

from django.db import transaction

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.trail.models import Act
from chartbusters.trail.services import trace
from chartbusters.trust.models import Decision, Verdict, WeighedChallenge
from chartbusters.trust.noticing import decision_tell
from chartbusters.trust.services.identity import challenge_revise
from chartbusters.trust.services.telling import person_mail
from chartbusters.voting.models import Vote
from chartbusters.voting.selectors import voids_in_force, votes_void
from chartbusters.voting.services import LONGEST_REASON, vote_restore, vote_void
from chartbusters.web.errors import Refusal, still_there
from chartbusters.web.wording import fitting_line
from generation.rights import DECIDE_WEIGHTS, VOID_VOTE, record, require

VOIDS = (Verdict.VOID, Verdict.RESTORE)
RIGHTS_OF = {one: VOID_VOTE if one in VOIDS else DECIDE_WEIGHTS for one in Verdict}


def voter_decide(
    *, challenge: Challenge, voter: User, verdict: str, by: User, reason: str
) -> Decision:
    """Says what the votes of a voter weigh from now on, and why. Raises `Refusal`.

    Setting aside and releasing tell the voter nothing; a void, and the end of one, are told.
    """
    said = _verdict(verdict)
    require(by, RIGHTS_OF[said])
    reason = fitting_line(reason, most=LONGEST_REASON, field="reason")
    if not reason:
        message = "Say why: whoever looks at it later has nothing but your words. Nothing was done."
        raise Refusal("no_reason", message, field="reason")
    _refuse_own(voter, by)
    with transaction.atomic():
        # Two organisers at once: the second waits, and then adds to the word of the first.
        still_there(User.objects.select_for_update(no_key=True).filter(pk=voter.pk).first())
        last = Decision.objects.filter(challenge=challenge, voter=voter).last()
        _refuse_senseless(challenge, voter, said, last)
        if last is not None and last.verdict == said and said != Verdict.VOID:
            return last
        return _decided(challenge, voter, said, by, reason)


def _verdict(text: str) -> Verdict:
    if text not in Verdict.values:
        raise Refusal("invalid", f"One of {', '.join(Verdict.values)}.", field="verdict")
    return Verdict(text)


def _refuse_own(voter: User, by: User) -> None:
    if voter.pk == by.pk:
        message = "These are your own votes: let another organiser decide on them."
        raise Refusal("own_votes", message, 403)


def _refuse_senseless(
    challenge: Challenge, voter: User, verdict: Verdict, last: Decision | None
) -> None:
    if not Vote.objects.filter(challenge=challenge, ballot__voter=voter).exists():
        message = f"There is no vote of {voter.username} in this challenge. Nothing was done."
        raise Refusal("no_votes", message, 409)
    voided = last is not None and last.verdict == Verdict.VOID
    if voided and verdict not in VOIDS:
        message = f"The votes of {voter.username} are void: take that back first."
        raise Refusal("void", message, 409)
    if verdict == Verdict.RESTORE and not voided:
        message = f"The votes of {voter.username} were not voided here. Nothing was done."
        raise Refusal("not_void", message, 409)


def _decided(
    challenge: Challenge, voter: User, verdict: Verdict, by: User, reason: str
) -> Decision:
    if verdict == Verdict.VOID:
        _void(challenge, voter, by, reason)
    elif verdict == Verdict.RESTORE:
        _restore(challenge, voter, by, reason)
    decision = Decision.objects.create(
        challenge=challenge, voter=voter, verdict=verdict, by=by, reason=reason
    )
    words = f"{verdict.label}: {reason}"
    record(by=by, row=_as_seen(challenge), words=f"{voter.username}: {words}")
    trace(act=Act.WEIGHED, by=by, to=voter, row=challenge, words=words)
    decision_tell(decision)
    challenge_revise(challenge=challenge)
    return decision


def _as_seen(challenge: Challenge) -> WeighedChallenge:
    """The row under which the administration shows these words."""
    return WeighedChallenge(pk=challenge.pk, title=challenge.title)


def _void(challenge: Challenge, voter: User, by: User, reason: str) -> None:
    mine = Vote.objects.filter(challenge=challenge, ballot__voter=voter)
    for vote in mine.exclude(pk__in=votes_void(challenge=challenge)).order_by("pk"):
        vote_void(vote=vote, by=by, reason=reason)
    person_mail(person=voter, kind="voided", words={"challenge": challenge.title, "reason": reason})


def _restore(challenge: Challenge, voter: User, by: User, reason: str) -> None:
    """Votes that were voided one by one, for reasons of their own, stay void."""
    words = Decision.objects.filter(challenge=challenge, voter=voter, verdict=Verdict.VOID)
    theirs = voids_in_force().filter(vote__challenge=challenge, vote__ballot__voter=voter)
    for void in theirs.filter(reason__in=words.values("reason")).select_related("vote"):
        vote_restore(vote=void.vote, by=by, reason=reason)
    person_mail(
        person=voter, kind="restored", words={"challenge": challenge.title, "reason": reason}
    )
