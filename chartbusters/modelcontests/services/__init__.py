"""Everything that changes contests of models."""

from chartbusters.modelcontests.services.contests import (
    contest_copy,
    contest_get,
    contest_seal,
    contest_set,
    contest_unseal,
    melody_add,
    melody_remove,
    melody_up,
    refuse_unready,
)
from chartbusters.modelcontests.services.entering import model_enter, model_withdraw
from chartbusters.modelcontests.services.suites import suites_enter
from chartbusters.modelcontests.services.taking import (
    contest_go_on,
    takes_go_on,
    takes_leave,
    takes_retry,
)

__all__ = [
    "contest_copy",
    "contest_get",
    "contest_go_on",
    "contest_seal",
    "contest_set",
    "contest_unseal",
    "melody_add",
    "melody_remove",
    "melody_up",
    "model_enter",
    "model_withdraw",
    "refuse_unready",
    "suites_enter",
    "takes_go_on",
    "takes_leave",
    "takes_retry",
]
