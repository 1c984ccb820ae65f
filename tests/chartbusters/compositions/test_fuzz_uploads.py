"""Sixty broken files; benchmarks/upload_fuzz.py sends two thousand to a running site."""

from typing import Any

import pytest

from benchmarks.mutation import MUTATIONS, mutated
from chartbusters.compositions.presets import presets
from generation.music.document import from_document
from generation.music.midi import write_midi

pytestmark = pytest.mark.django_db
FILES = 60


def test_every_answer_is_a_song_or_a_sentence(api: Any) -> None:
    files = [write_midi(preset.song) for preset in presets()]
    statuses = set()
    for seed in range(FILES):
        answer = api().upload("/api/v1/compositions/import/", mutated(files, seed))
        statuses.add(answer.status_code)
        assert answer.status_code in (200, 400, 413), seed
        body = answer.json()
        if answer.status_code == 200:
            assert from_document(body["document"]).note_count == body["summary"]["notes"]
        else:
            assert body["code"] and len(body["message"]) > 20, (seed, body)
    assert statuses >= {200, 400}


def test_a_seed_always_breaks_a_file_the_same_way() -> None:
    files = [write_midi(preset.song) for preset in presets()]
    made = [mutated(files, seed) for seed in range(len(MUTATIONS) * 4)]
    assert made == [mutated(files, seed) for seed in range(len(made))]
    assert len(set(made)) > len(made) * 3 // 4
