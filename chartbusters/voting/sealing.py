"""Seals votes of long ago into blocks of columns, and looks whether blocks hold what was voted."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.voting.columns import columns_of, packed
from chartbusters.voting.models import Vote, VoteBlock
from chartbusters.voting.reading import rows_after

# Keys are given before commits: a vote may appear beside others that were there before it. No
# transaction of the site that casts votes lives for a tenth of this.
SETTLED = timedelta(minutes=15)
FEWEST_ROWS = 4_096  # that are worth a block, while more may come
MOST_ROWS = 65_536  # in one block


def votes_seal(*, challenge: Challenge) -> int:
    """Puts votes that nothing can come between any more into blocks; returns how many votes.

    The rows stay: they are the votes, and blocks a way to read them.
    """
    numbers = dict(Entry.objects.filter(challenge=challenge).values_list("pk", "number"))
    settled = _settled(challenge)
    sealed = 0
    while rows := _sealed_one(challenge, settled, numbers):
        sealed += rows
    return sealed


def _sealed_one(
    challenge: Challenge, settled: QuerySet[Vote, Any], numbers: dict[UUID, int]
) -> int:
    number, total, last = _newest(challenge)
    rows = list(settled.filter(pk__gt=last)[:MOST_ROWS])
    if not rows or (len(rows) < FEWEST_ROWS and not _is_over(challenge)):
        return 0
    block = VoteBlock(
        challenge=challenge,
        number=number + 1,
        last_key=rows[-1][0],
        rows=len(rows),
        total=total + len(rows),
        data=packed(columns_of(rows, numbers)),
    )
    try:
        with transaction.atomic():
            block.save(force_insert=True)
    except IntegrityError:
        return 0  # somebody else has just sealed them
    return len(rows)


def _newest(challenge: Challenge) -> tuple[int, int, int]:
    """Number, total and last key of the newest block; zeros while there is none."""
    blocks = VoteBlock.objects.filter(challenge=challenge).order_by("-number")
    return blocks.values_list("number", "total", "last_key").first() or (0, 0, 0)


def _settled(challenge: Challenge) -> QuerySet[Vote, Any]:
    """The votes that no block holds, as rows, up to the first that is too young."""
    rows = rows_after(challenge, _newest(challenge)[2])
    young = rows.filter(cast_at__gt=Now() - SETTLED).values_list("pk", flat=True).first()
    return rows.filter(pk__lt=young) if young else rows


def _is_over(challenge: Challenge) -> bool:
    return Challenge.objects.filter(pk=challenge.pk, voting_closes_at__lt=Now() - SETTLED).exists()


def blocks_check() -> int:
    """Looks in every challenge whether the blocks hold as many votes as there are rows up to their
    end. Those from the first that does not are thrown away, and sealed anew by the next board;
    returns how many."""
    return sum(_checked(challenge) for challenge in Challenge.objects.all())


def _checked(challenge: Challenge) -> int:
    after = 0
    for block in VoteBlock.objects.filter(challenge=challenge).defer("data").order_by("number"):
        votes = Vote.objects.filter(challenge=challenge, pk__gt=after, pk__lte=block.last_key)
        if votes.count() != block.rows:
            wrong = VoteBlock.objects.filter(challenge=challenge, number__gte=block.number)
            return wrong.delete()[0]
        after = block.last_key
    return 0
