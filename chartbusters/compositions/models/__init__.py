"""Compositions with their revisions and checkpoints, drafts, and the audio rendered from songs."""

from chartbusters.compositions.models.checkpoints import (
    Checkpoint,
)
from chartbusters.compositions.models.drafts import (
    MOST_LEFT,
    Draft,
)
from chartbusters.compositions.models.licences import (
    DEEDS,
    Licence,
)
from chartbusters.compositions.models.recordings import (
    ATTEMPTS,
    Rendering,
    RenderingState,
    recording_name,
)
from chartbusters.compositions.models.songs import (
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_TAG,
    LONGEST_TAGS,
    LONGEST_TITLE,
    MOST_TAGS,
    Composition,
    Origin,
    Revision,
    Storage,
    Tune,
    Visibility,
    at_most,
    song_address,
)

__all__ = [
    "ATTEMPTS",
    "DEEDS",
    "LONGEST_NAME",
    "LONGEST_NOTE",
    "LONGEST_TAG",
    "LONGEST_TAGS",
    "LONGEST_TITLE",
    "MOST_LEFT",
    "MOST_TAGS",
    "Checkpoint",
    "Composition",
    "Draft",
    "Licence",
    "Origin",
    "Rendering",
    "RenderingState",
    "Revision",
    "Storage",
    "Tune",
    "Visibility",
    "at_most",
    "recording_name",
    "song_address",
]
