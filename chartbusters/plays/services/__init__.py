"""Everything that is written about plays."""

from chartbusters.plays.services.counting import plays_count
from chartbusters.plays.services.forgetting import hearings_erase, hearings_forget
from chartbusters.plays.services.recounting import plays_recount
from chartbusters.plays.services.telling import play_begin, play_tell

__all__ = [
    "hearings_erase",
    "hearings_forget",
    "play_begin",
    "play_tell",
    "plays_count",
    "plays_recount",
]
