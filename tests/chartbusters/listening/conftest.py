"""Blind tests made of a small data pack."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from generation.music.song import Song
from tests.generation.listening.packs import write_pack


@pytest.fixture
def pack(tmp_path: Path, sample_song: Callable[..., Song]) -> Path:
    return write_pack(tmp_path, sample_song)


@pytest.fixture
def ask(pack: Path, staff: User) -> Callable[..., None]:
    """`ask(melodies=1)`: the command, with other wishes than usual."""

    def asked(**more: Any) -> None:
        usual = {"genre": "pop", "by": "organiser", "data": pack, "bars": 8, "melodies": 2}
        call_command("blind_test", **(usual | {"seed": 5} | more))

    return asked


@pytest.fixture
def made(ask: Callable[..., None]) -> list[Challenge]:
    """The challenges of a test of two melodies."""
    ask()
    return list(Challenge.objects.order_by("slug"))
