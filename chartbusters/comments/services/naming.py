"""Whom the words of a comment name: kept beside it, so that they become links and are told once."""

from chartbusters.accounts.models import User
from chartbusters.accounts.selectors import person_by_name
from chartbusters.comments.models import MOST_NAMED, Comment, Mention
from chartbusters.comments.naming import names_in
from chartbusters.following.selectors import blocks_between

MOST_LOOKED_FOR = 3 * MOST_NAMED  # names of one comment, most of which may be nobody's


def people_name(*, comment: Comment) -> list[User]:
    """The first few people whom it names and who keep nobody of the two away; those who were not
    named by it before are returned. In the transaction that writes the words."""
    found = _people(comment)
    comment.named = " ".join(person.username.lower() for person in found)
    Comment.objects.filter(pk=comment.pk).update(named=comment.named)
    before = set(comment.mentions.values_list("person", flat=True))
    comment.mentions.exclude(person__in=found).delete()
    fresh = [person for person in found if person.pk not in before]
    rows = [Mention(comment=comment, person=person) for person in fresh]
    Mention.objects.bulk_create(rows)
    return fresh


def _people(comment: Comment) -> list[User]:
    found: list[User] = []
    for name in names_in(comment.words)[:MOST_LOOKED_FOR]:
        person = person_by_name(username=name)
        if person and not blocks_between(one=comment.writer_id or 0, other=person.pk):
            found.append(person)
    return found[:MOST_NAMED]
