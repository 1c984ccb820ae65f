"""A technique that is one folder and one name in the registry is everywhere: in the API, the
commands, the rules of challenges and the studio, and a worker makes a song with it."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from generation.music.document import from_document, to_document
from generation.music.midi import write_midi
from tests import servers
from tests.generation.tunes import ode
from tests.servers import REPOSITORY, Site

pytestmark = pytest.mark.slow

RECORD = '''"""Octaves: the melody once more, an octave lower or two."""

from generation.techniques.record import Technique

TECHNIQUE = Technique("octaves", "Doubler (octaves)", f"{__name__}.sampler")
'''
SAMPLER = '''"""Plays the melody once more, lower by octaves."""

from dataclasses import replace

from generation.take import Take


def load(card):
    """There are no weights to keep."""


def play(card, song, track, parameters, seed, progress, check):
    check()
    low = 12 * parameters["octaves"]
    notes = tuple(n._replace(pitch=max(0, n.pitch - low)) for n in song.tracks[track].notes)
    return Take(song.with_tracks([*song.tracks, replace(song.tracks[track], notes=notes)]))
'''
WEIGHTS = b"no weights at all"
CARD = {
    "name": "octaves-low",
    "technique": "octaves",
    "title": "Doubler",
    "genre": "any",
    "description": "Plays your melody once more, lower.",
    "licence": "MIT",
    "sizes": {},
    "tracks": [],
    "parameters": [
        {
            "name": "octaves",
            "label": "Octaves lower",
            "kind": "int",
            "default": 1,
            "minimum": 1,
            "maximum": 2,
            "step": 1,
        }
    ],
    "data": [],
    "seed": 1,
    "commit": "",
    "training": {},
    "figures": {},
    "digest": hashlib.sha256(WEIGHTS).hexdigest(),
    "expected_seconds": 1.0,
}
RULES = """
from chartbusters.challenges.rule_faults import rules_fault
from chartbusters.challenges.rules import rule_label
print(rule_label("technique", "octaves"), rules_fault([{"rule": "technique", "value": "octaves"}]))
print(rules_fault([{"rule": "technique", "value": "tenths"}]))
"""


def copied_checkout(folder: Path) -> Path:
    """This checkout as it stands, with one more technique."""
    for name in ("chartbusters", "generation", "scoring", "templates", "static"):
        shutil.copytree(
            REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(REPOSITORY / "manage.py", folder)
    (folder / "frontend").mkdir()
    for built in ("dist", "fonts", "instruments"):
        (folder / "frontend" / built).symlink_to(REPOSITORY / "frontend" / built)
    techniques = folder / "generation" / "techniques"
    (techniques / "octaves").mkdir()
    (techniques / "octaves" / "__init__.py").write_text(RECORD)
    (techniques / "octaves" / "sampler.py").write_text(SAMPLER)
    registry = techniques / "__init__.py"
    before = registry.read_text()
    after = before.replace('"transformer")', '"transformer", "octaves")')
    assert after != before
    registry.write_text(after)
    checkpoints = folder / "generation" / "checkpoints"
    (checkpoints / "octaves-low.json").write_text(json.dumps(CARD))
    (checkpoints / "octaves-low.safetensors").write_bytes(WEIGHTS)
    return folder


@pytest.fixture
def site(
    fresh_data: Path, short_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    """A running site of the copied checkout."""
    monkeypatch.setattr(servers, "REPOSITORY", copied_checkout(tmp_path))
    running = Site(short_folder)
    running.fill(fresh_data)
    running.start()
    yield running
    running.stop()


def test_it_works(
    site: Site, new_page: Callable[..., Any], eventually: Callable[..., Any], tmp_path: Path
) -> None:
    # The API lists it with what may be chosen, and a worker makes a song with it.
    listed = requests.get(f"{site.url}/api/v1/models/", timeout=30).json()
    models = listed["results"] if isinstance(listed, dict) else listed
    (model,) = [each for each in models if each["technique"] == "octaves"]
    assert [each["name"] for each in model["parameters"]] == ["octaves"]
    visitor, jobs = requests.Session(), f"{site.url}/api/v1/generation-jobs/"
    wish = {"technique": "octaves", "parameters": {"octaves": 2}, "document": to_document(ode())}
    job = visitor.post(jobs, json=wish, timeout=30).json()
    made = eventually(
        lambda: ended(visitor.get(f"{jobs}{job['id']}/", timeout=30).json()), 60, "the song"
    )
    assert made["state"] == "done", made
    song = from_document(made["result"]["document"])
    assert [n.pitch + 24 for n in song.tracks[-1].notes] == [n.pitch for n in ode().tracks[0].notes]

    # The commands know it.
    source = tmp_path / "in.mid"
    source.write_bytes(write_midi(ode()))
    words = ("generate", str(source), str(tmp_path / "out.mid"), "--technique", "octaves")
    assert json.loads(site.manage(*words).splitlines()[-1])["model"] == "octaves-low"
    assert "octaves-low" in site.manage("models")

    # So do the rules of challenges, and the panel of the studio.
    first, second = site.manage("shell", "--verbosity", "0", "--command", RULES).splitlines()[-2:]
    assert first == "Made with Doubler (octaves) None"
    assert "one of gan, arcnn, transformer, octaves" in second
    page = new_page()
    page.goto("/studio/")
    page.locator("#model-chosen").click()
    page.locator("#models").get_by_text("Doubler", exact=True).first.click()
    page.get_by_label("Octaves lower").first.wait_for(state="attached")


def ended(job: dict[str, Any]) -> dict[str, Any] | None:
    return job if job["state"] in ("done", "failed", "cancelled") else None
