"""Each melody that the studio offers is found in a copy of it, in another key too."""

import pytest

from chartbusters.compositions.presets import presets
from chartbusters.originality.comparing import compare
from chartbusters.originality.indexing import open_index
from generation.music.theory import transpose


@pytest.mark.django_db
@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.slug)
def test_it_works(preset):
    index = open_index()
    for semitones in (0, 3):
        found = compare(transpose(preset.song, semitones), "a song", index)
        assert [(one["preset"], one["whole"]) for one in found[:1]] == [(preset.slug, True)]
