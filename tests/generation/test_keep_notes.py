"""What sixty requests make: the same notes on every processor, and after every change that is not
meant to change any.

Where a change is meant to, `python -m tests.generation.golden` writes the digests anew, and the
commit says why.
"""

import pytest

from generation.catalogue import cards
from tests.generation.golden import (
    Golden,
    kept,
    requests,
    versions_joined,
    versions_kept,
    versions_of,
)


@pytest.mark.parametrize("golden", kept(), ids=lambda golden: golden.name)
def test_it_works(golden: Golden) -> None:
    assert golden.make().digest == golden.digest


def test_there_are_sixty_over_all_models() -> None:
    found = kept()
    assert [golden._replace(digest="") for golden in found] == list(requests())
    assert len(found) == len({golden.digest for golden in found}) == 76
    assert {golden.model for golden in found} == {card.name for card in cards()}


def test_a_version_of_a_sampler_means_the_same_notes_for_ever() -> None:
    """Recipes name it: who changes what a sampler plays counts it up in the technique's record."""
    now = versions_of(kept())
    assert versions_joined(versions_kept(), now) == versions_kept() and len(now) == len(cards())


def test_other_notes_under_the_same_version_are_refused() -> None:
    one, *rest = versions_of(kept())
    with pytest.raises(ValueError, match="count up sampler_version of arcnn, which is"):
        versions_joined(versions_kept(), [one._replace(songs="others"), *rest])
    counted_up = one._replace(songs="others", sampler_version=one.sampler_version + 1)
    assert versions_joined(versions_kept(), [counted_up])[-1] == counted_up
