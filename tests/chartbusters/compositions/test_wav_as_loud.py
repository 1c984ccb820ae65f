"""The WAV that the studio makes is as loud and as long as the MP3 of the song's page."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from chartbusters.compositions.mastering import CEILING, measure_loudness
from chartbusters.compositions.sounding import NODE, synthesise
from chartbusters.ops.instruments import instruments_folder
from generation.music.document import to_document
from generation.music.song import Song

PLAYER = Path(__file__).parents[3] / "frontend" / "tests" / "rendering" / "wavofsong.ts"


def test_it_works(sample_song: Callable[..., Song], tmp_path: Path) -> None:
    document = json.dumps(to_document(sample_song(bars=4, band=True))).encode()
    told = synthesise(document, tmp_path / "song.mp3")
    command = [NODE, PLAYER, instruments_folder(), tmp_path / "song.wav"]
    subprocess.run(command, input=document, check=True, capture_output=True)
    samples, rate = soundfile.read(tmp_path / "song.wav", dtype="float32")
    assert rate == 44_100
    assert measure_loudness([samples]) == pytest.approx(told["loudness"], abs=0.3)
    assert len(samples) / rate == pytest.approx(told["seconds"], abs=0.05)
    assert np.abs(samples).max() <= CEILING + 1e-3
