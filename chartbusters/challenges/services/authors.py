"""Co-authors: named by the maker of an entry, beside them once they have said yes.

All of it while entries are open: whoever says yes later may have voted on the entry before. What
changes who stands beside an entry holds its challenge, so that nobody comes to stand in more
entries than each may, and then the entry.
"""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.accounts.selectors import person_by_name
from chartbusters.challenges.models import MOST_AUTHORS, Author, Challenge, Entry, Sketch
from chartbusters.challenges.noticing import answer_tell, author_tell
from chartbusters.challenges.people import authors_named, standing_with
from chartbusters.challenges.sealing import entry_seal
from chartbusters.challenges.services.members import member_require
from chartbusters.challenges.services.opening import challenge_hold, open_now
from chartbusters.compositions.sealing import tunes_shared
from chartbusters.compositions.storing import storage_hold
from chartbusters.web.errors import Refusal, still_there
from generation.wording import line

NOT_NAMED = "You are not asked to sign this entry, or its maker has taken that back. Nothing done."
NOT_YOURS = "Only its maker names the co-authors of an entry. Nothing was changed."


def author_ask(*, entry: Entry, by: User, username: str) -> Author:
    """Asks somebody of the site to stand beside the maker of an entry. They are asked once."""
    person = person_by_name(username=line(username).removeprefix("@"))
    if person is None:
        message = "There is nobody of this user name here. Nobody was asked."
        raise Refusal("no_person", message, 404, "username")
    with transaction.atomic():
        held = _entry_held(entry, by)
        if person.pk == held.maker_id:
            message = "You stand on your own entry already. Nobody was asked."
            raise Refusal("its_maker", message, 409, "username")
        taken = set(authors_named(entry=held).values_list("place", flat=True))
        free = sorted(set(range(1, MOST_AUTHORS + 1)) - taken)
        if not free:
            message = f"An entry has {MOST_AUTHORS} co-authors at most, those asked and those who "
            message += "said no among them. Nobody was asked."
            raise Refusal("too_many_authors", message, 409, "username")
        author = _named(held, person, free[0])
        author_tell(author)
        return author


def _named(entry: Entry, person: User, place: int) -> Author:
    try:
        with transaction.atomic():
            return Author.objects.create(entry=entry, person=person, place=place)
    except IntegrityError:
        message = f"{person.username} was asked already. Nobody was asked a second time."
        raise Refusal("asked_already", message, 409, "username") from None


def _entry_held(entry: Entry, maker: User | None = None) -> Entry:
    """A standing entry of an open challenge, with that held before it."""
    challenge = challenge_hold(entry.challenge)
    rows = Entry.objects.select_for_update(no_key=True, of=("self",))
    held = still_there(rows.filter(pk=entry.pk, withdrawn_at=None).first())
    if maker is not None and held.maker_id != maker.pk:
        raise Refusal("not_yours", NOT_YOURS, 403)
    open_now(challenge)
    held.challenge = challenge
    return held


def author_remove(*, entry: Entry, by: User, pk: int) -> None:
    """Takes somebody off an entry who was asked, or has said yes; by its maker."""
    with transaction.atomic():
        held = _entry_held(entry, by)
        author = Author.objects.filter(entry=held, pk=pk, declined_at=None).first()
        if author is not None:
            _stand_down(author)
            author.delete()


def author_accept(*, author: Author, person: User) -> Author:
    """The word of somebody who was asked that they made it too. Twice is as good as once."""
    with transaction.atomic():
        _hold_people(author, person)
        entry = _entry_held(author.entry)
        locked = _asked(author, person)
        if locked.accepted_at is None:
            member_require(challenge=entry.challenge, person=person, doing="enter")
            _refuse_full(entry.challenge, person)
            Author.objects.filter(pk=locked.pk).update(accepted_at=Now(), declined_at=None)
            Entry.objects.filter(pk=entry.pk).update(co_authors=F("co_authors") + 1)
            _seal_theirs(entry, person)
            locked.refresh_from_db()
            answer_tell(locked)
    return locked


def _hold_people(author: Author, person: User) -> None:
    """Who answers, and the maker who is told of it, before their entry: erasing a person holds the
    two in that order, so whoever is erased at this moment waits for us, or is gone."""
    both = User.objects.select_for_update(no_key=True).order_by("pk")
    held = both.filter(pk__in=[person.pk, author.entry.maker_id])
    still_there(next((one for one in held if one.pk == person.pk and one.is_active), None))


def _asked(author: Author, person: User) -> Author:
    found = Author.objects.filter(pk=author.pk, person=person).first()
    if found is None:
        raise Refusal("not_named", NOT_NAMED, 404)
    return found


def _refuse_full(challenge: Challenge, person: User) -> None:
    if not challenge.authors_count:
        return
    own = Entry.objects.filter(challenge=challenge, maker=person, withdrawn_at=None).count()
    count = own + standing_with(challenge=challenge, person=person).count()
    if count >= challenge.entries_each:
        message = (
            f"You stand in {count} of {challenge.entries_each} entries of this challenge, and here "
            "those that you co-wrote count. Withdraw one first. Nothing was signed."
        )
        raise Refusal("entries_full", message, 409)


def _seal_theirs(entry: Entry, person: User) -> None:
    """What they show that has its tune is as silent as what its maker shows."""
    storage_hold(owner_id=person.pk)
    tune = bytes(Sketch.objects.values_list("tune", flat=True).get(entry=entry))
    entry_seal(entry=entry, tune=tune, others=tunes_shared(owner=person))


def author_decline(*, author: Author, person: User) -> Author:
    """The word of somebody who was asked that they did not make it. At any time: nobody's name
    stands where they do not want it."""
    with transaction.atomic():
        _hold_people(author, person)
        rows = Entry.objects.select_for_update(no_key=True)
        still_there(rows.filter(pk=author.entry_id).first())
        locked = _asked(author, person)
        _stand_down(locked)
        declined = Author.objects.filter(pk=locked.pk, declined_at=None)
        if declined.update(accepted_at=None, declined_at=Now()):
            locked.refresh_from_db()
            answer_tell(locked)
    return locked


def _stand_down(author: Author) -> None:
    if author.accepted_at is not None:
        Entry.objects.filter(pk=author.entry_id).update(co_authors=F("co_authors") - 1)


def authors_forget(*, person: User) -> None:
    """Takes somebody who leaves from beside all makers. The entries stay."""
    for author in Author.objects.filter(person=person).order_by("entry"):
        with transaction.atomic():
            rows = Entry.objects.select_for_update(no_key=True)
            still_there(rows.filter(pk=author.entry_id).first())
            mine = Author.objects.filter(pk=author.pk).first()
            if mine is not None:
                _stand_down(mine)
                mine.delete()
