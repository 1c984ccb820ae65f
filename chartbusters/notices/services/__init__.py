"""Everything that records events, hands them out, and changes what people have read and want."""

from chartbusters.notices.services.choosing import mail_choose, mail_stop
from chartbusters.notices.services.delivering import event_deliver, events_requeue
from chartbusters.notices.services.mailing import digests_send
from chartbusters.notices.services.reading import notice_read, notices_read_all
from chartbusters.notices.services.recording import event_record, events_forget, person_forget

__all__ = [
    "digests_send",
    "event_deliver",
    "event_record",
    "events_forget",
    "events_requeue",
    "mail_choose",
    "mail_stop",
    "notice_read",
    "notices_read_all",
    "person_forget",
]
