"""What is noted of people as they come, confirm a mail address, and are seen in a browser."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Phase, phase_of
from chartbusters.trail.services import part_of_the_net
from chartbusters.trust.causes import Cause
from chartbusters.trust.layers import mail_is_asked_for
from chartbusters.trust.models import Arrival, Sighting, VoterWeight, WeighingRun
from chartbusters.trust.weighing import Reason, WeighingConfig
from chartbusters.voting.models import Ballot


def arrival_note(*, person: User, address: str) -> None:
    """Notes from which part of the net somebody signed up, sealed.

    A /24 of IPv4 and a /48 of IPv6: whoever rents addresses gets so many at once, for the price of
    one. That neighbours share it does no harm, as nobody is refused by it, and what a class weighs
    is not bounded.
    """
    network = part_of_the_net(address)
    sealed = salted_hmac("trust.arrival", network, algorithm="sha256").hexdigest()[:32]
    Arrival.objects.update_or_create(person=person, defaults={"network": sealed})


def confirmation_note(*, person: User) -> None:
    """Notes when a mail address was first confirmed; the votes that waited for it weigh now."""
    with transaction.atomic():
        Arrival.objects.get_or_create(person=person)
        first = Arrival.objects.filter(person=person, confirmed_at=None)
        if first.update(confirmed_at=Now()):
            _revise(person)


def browser_note(*, browser: str, person: User) -> None:
    """Notes that somebody was seen in a browser, under the digest of its cookie."""
    with transaction.atomic():
        seen = Sighting.objects.filter(browser=browser, person=person)
        if seen.update(last_at=Now()):
            return
        Sighting.objects.bulk_create(
            [Sighting(browser=browser, person=person)], ignore_conflicts=True
        )
        if Sighting.objects.filter(browser=browser).exclude(person=person).exists():
            _revise(person)


def sightings_forget() -> int:
    """Removes what was seen longer ago than the trail is kept; returns how many."""
    old = Sighting.objects.filter(last_at__lt=Now() - timedelta(days=settings.TRAIL_DAYS))
    return int(old.delete()[0])


def weights_freeze(*, person: User) -> None:
    """Before somebody is forgotten: what their votes weigh stays, and rises no more. So boards are
    what they were, and leaving is no way out of a test."""
    VoterWeight.objects.filter(voter=person, ceiling=None).update(ceiling=F("weight"))
    voted = Ballot.objects.filter(voter=person, vote__isnull=False).order_by()
    missing = voted.exclude(
        challenge__in=VoterWeight.objects.filter(voter=person).values("challenge")
    )
    confirmed = EmailAddress.objects.filter(user=person, verified=True).exists()
    counts = confirmed or not mail_is_asked_for()
    weight = WeighingConfig().new_weight if counts else 0.0
    reasons = int(Cause.LEFT | (Reason.NEW if counts else Reason.UNCONFIRMED))
    VoterWeight.objects.bulk_create(
        [
            VoterWeight(
                challenge_id=challenge, voter=person, weight=weight, reasons=reasons, ceiling=weight
            )
            for challenge in set(missing.values_list("challenge", flat=True))
        ],
        ignore_conflicts=True,
    )


def challenge_revise(*, challenge: Challenge) -> None:
    """Tells the board that weights have moved, though no vote came."""
    WeighingRun.objects.get_or_create(challenge=challenge)
    WeighingRun.objects.filter(challenge=challenge).update(revision=F("revision") + 1)


def _revise(person: User) -> None:
    """The challenges that are voted on now and in which this person has voted."""
    running = Challenge.objects.annotate(phase=phase_of()).filter(phase=Phase.VOTING)
    voted = Ballot.objects.filter(voter=person, vote__isnull=False).values("challenge")
    for challenge in running.filter(pk__in=voted):
        challenge_revise(challenge=challenge)
