"""Whom the words of a comment name: kept beside it, so that they become links and are told once."""

from collections.abc import Iterable

from chartbusters.accounts.models import User
from chartbusters.accounts.selectors import person_by_name
from chartbusters.comments.models import MOST_NAMED, Comment, Mention
from chartbusters.comments.naming import names_in
from chartbusters.following.selectors import blocks_between

MOST_LOOKED_FOR = 3 * MOST_NAMED  # names of one comment, most of which may be nobody's


def people_named(words: str) -> list[User]:
    """People of the first few names in these words. Before anything is held."""
    found = [person_by_name(username=name) for name in names_in(words)[:MOST_LOOKED_FOR]]
    return [person for person in found if person][:MOST_NAMED]


def mentions_keep(comment: Comment, people: Iterable[User]) -> list[User]:
    """Those of them who keep the writer away are not named; those who were not named by it before
    are returned. In the transaction that writes the words, which holds these people."""
    writer = comment.writer_id or 0
    found = [one for one in people if not blocks_between(one=writer, other=one.pk)]
    comment.named = " ".join(person.username.lower() for person in found)
    Comment.objects.filter(pk=comment.pk).update(named=comment.named)
    before = set(comment.mentions.values_list("person", flat=True))
    comment.mentions.exclude(person__in=found).delete()
    fresh = [person for person in found if person.pk not in before]
    Mention.objects.bulk_create([Mention(comment=comment, person=one) for one in fresh])
    return fresh
