"""What sixty requests make: the same notes on every processor, and after every change that is not
meant to change any.

Where a change is meant to, `python -m tests.generation.golden` writes the digests anew, and the
commit says why.
"""

import pytest

from generation.catalogue import cards
from tests.generation.golden import Golden, kept, requests


@pytest.mark.parametrize("golden", kept(), ids=lambda golden: golden.name)
def test_it_works(golden: Golden) -> None:
    assert golden.make().digest == golden.digest


def test_there_are_sixty_over_all_models() -> None:
    found = kept()
    assert [golden._replace(digest="") for golden in found] == list(requests())
    assert len(found) == len({golden.digest for golden in found}) == 76
    assert {golden.model for golden in found} == {card.name for card in cards()}
