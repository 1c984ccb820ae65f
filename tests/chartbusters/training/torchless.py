"""A process that has no torch and can have none, with a site in it: prints what came of all that a
person may do there, as JSON. Its database is that of VAR_DIR."""

import contextlib
import json
import sys
from typing import Any

PAGES = (
    "/",
    "/studio/",
    "/learn/",
    "/models/",
    "/models/gan-pop/",
    "/train/",
    "/train/new/",
    "/train/new/?technique=gan",
    "/train/new/?technique=arcnn&data=arranged",
    "/train/new/?technique=transformer&data=arranged&recipe=fast",
    "/train/data/",
    "/train/data/new/",
    "/api/v1/training-offers/",
    "/api/v1/training-quota/",
)
BEGIN = {"technique": "gan", "data": "arranged", "recipe": "fast"}
WISH = {"technique": "gan", "pack": "arranged", "recipe": "fast"}
TAKES: dict[str, dict[str, Any]] = {
    "gan": {"refine": 0},
    "arcnn": {"iterations": 2},
    "transformer": {"seconds": 5},
}


class Finder:
    """Another one, that finds nothing by the name of torch."""

    def __init__(self, other: Any) -> None:
        self.other = other

    def find_spec(self, name: str, *where: Any) -> Any:
        return None if name.split(".")[0] == "torch" else self.other.find_spec(name, *where)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.other, name)


def hide_torch() -> None:
    """As where it is not installed."""
    sys.meta_path[:] = [Finder(each) for each in sys.meta_path]
    with contextlib.suppress(ModuleNotFoundError):
        import torch  # noqa: F401

        raise SystemExit("torch is here")


def live() -> dict[str, Any]:
    """Pages, a run that is wished for at both doors, a take of each technique, own files read, and
    what the worker of runs does when it starts."""
    from django.conf import settings
    from django.test import Client

    from chartbusters import wsgi  # noqa: F401  loads the site as the web does
    from chartbusters.accounts.models import User
    from generation.models import TrainingPace, TrainingRun
    from generation.workers.training_pace import measure_missing
    from tests.own_data import ready_dataset

    settings.ALLOWED_HOSTS = ["testserver"]
    person = User.objects.create_user("alice", "alice@example.org")
    client = Client()
    client.force_login(person)
    told: dict[str, Any] = {"pages": {page: seen(client.get(page)) for page in PAGES}}
    told["begun"] = seen(client.post("/train/new/", BEGIN))
    asked = client.post("/api/v1/training-runs/", json.dumps(WISH), "application/json")
    told["asked"] = asked.json()
    told["runs"] = TrainingRun.objects.count()
    told["notes"] = {name: play(name, wish) for name, wish in TAKES.items()}
    told["usable"] = ready_dataset(person).pieces.exclude(techniques=[]).count()
    measure_missing()
    told["paces"] = TrainingPace.objects.count()
    return told


def seen(answer: Any) -> tuple[int, bool]:
    """Its status, and whether it says how to have torch."""
    return answer.status_code, "make run TORCH=yes" in answer.content.decode()


def play(technique: str, parameters: dict[str, Any]) -> int:
    """Notes of a take."""
    from generation.engine import Request, generate
    from tests.generation.tunes import ode

    took = generate(Request(technique, ode(), None, 1, parameters))
    return sum(len(track.notes) for track in took.song.tracks)


if __name__ == "__main__":
    hide_torch()
    print(json.dumps(live()))  # noqa: T201
