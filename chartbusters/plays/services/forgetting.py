"""Who heard what is forgotten as soon as the same viewer would count again."""

from chartbusters.accounts.models import User
from chartbusters.ops.streams import BEGINNING, StreamAwayError, numbered
from chartbusters.plays.listeners import viewer_of_person
from chartbusters.plays.models import Counting, Hearing
from chartbusters.plays.selectors import STREAM, moment


def hearings_forget() -> int:
    """Up to where the stream is counted: what waits in it may be of a time at which these still
    held. Returns how many."""
    try:
        now = STREAM.now()
        waits = STREAM.waiting()
    except StreamAwayError:
        return 0  # its clock is the one that counts; the next round asks again
    counted = Counting.objects.first()
    upto = numbered(counted.place if counted else BEGINNING)[0] if waits else now
    return Hearing.objects.filter(until__lte=moment(upto)).delete()[0]


def hearings_erase(*, person: User) -> None:
    """All that is known of a person as a listener, who leaves the site. The songs' numbers stay:
    they tell of nobody."""
    Hearing.objects.filter(viewer=viewer_of_person(person=person.pk)).delete()
