"""Everything that is written about songs in lists, and hearts."""

from chartbusters.discovery.services.hearts import (
    heart_give,
    heart_take,
    hearts_erase,
    hearts_recount,
)
from chartbusters.discovery.services.listings import (
    listing_keep,
    listings_end,
    listings_mend,
    listings_rebuild,
    names_keep,
)

__all__ = [
    "heart_give",
    "heart_take",
    "hearts_erase",
    "hearts_recount",
    "listing_keep",
    "listings_end",
    "listings_mend",
    "listings_rebuild",
    "names_keep",
]
