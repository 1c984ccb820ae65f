"""The web process never imports torch: it would cost every one of them 230 MB and two seconds."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from chartbusters.wsgi import application
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

settings.ALLOWED_HOSTS = ["testserver"]
client = Client(raise_request_exception=False)
for address in ["/", "/healthz", "/studio/", "/challenges/", "/soundfont/", "/api/v1/models/", "/api/v1/presets/",
                "/api/v1/schema/", "/api/v1/challenges/", "/accounts/login/", "/learn/", "/admin/login/"]:
    client.get(address)
client.post("/api/v1/generation-jobs/", {"technique": "gan"}, content_type="application/json")
heavy = {"torch", "symusic", "pretty_midi", "matplotlib", "music21"} & set(sys.modules)
print("IMPORTED", sorted(heavy), len(get_resolver().reverse_dict) > 0)
"""


def test_it_works(tmp_path: Path) -> None:
    environment = {**os.environ, "VAR_DIR": str(tmp_path), "BROKER_URL": "memory://"}
    environment |= {"CACHE_URL": "redis://127.0.0.1:1/0", "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}"}
    for command in (["manage.py", "migrate"], ["manage.py", "collectstatic", "--noinput"], ["-c", PROGRAM]):
        outcome = subprocess.run(
            [sys.executable, *command], env=environment, capture_output=True, text=True, check=False
        )
        assert outcome.returncode == 0, outcome.stderr[-3000:]
    assert "IMPORTED [] True" in outcome.stdout, outcome.stdout
