"""The main job through a client that openapi-python-client made from the description."""

import base64
import io
import json
import sys
import time
from uuid import UUID

from chartbusters_client import AuthenticatedClient
from chartbusters_client.api.challenges import challenges_retrieve
from chartbusters_client.api.compositions import compositions_create, compositions_import_create
from chartbusters_client.api.entries import entries_create, entries_list
from chartbusters_client.api.generation_jobs import generation_jobs_create, generation_jobs_retrieve
from chartbusters_client.api.leaderboards import leaderboards_retrieve
from chartbusters_client.models import (
    CompositionWish,
    EntryWish,
    JobShape,
    JobWish,
    JobWishParameters,
    OriginWish,
    UploadWish,
)
from chartbusters_client.types import File

site, token, slug, midi = sys.argv[1:]
client = AuthenticatedClient(base_url=site, token=token, raise_on_unexpected_status=True)


def ended(job: JobShape) -> JobShape:
    while job.state in ("queued", "running"):
        time.sleep(0.2)
        job = generation_jobs_retrieve.sync(job.id, client=client)
    return job


tune = File(io.BytesIO(base64.b64decode(midi)), "tune.mid", "audio/midi")
imported = compositions_import_create.sync(client=client, body=UploadWish(file=tune))
wish = JobWish(
    technique="gan",
    document=imported.document,
    seed=7,
    parameters=JobWishParameters.from_dict({"refine": 0}),
)
job = ended(generation_jobs_create.sync(client=client, body=wish))
assert job.result, job.error

origin = OriginWish(kind="generated", job=UUID(str(job.id)))
saved = compositions_create.sync(
    client=client,
    body=CompositionWish(title="By Python", document=job.result.document, origin=origin),
)
receipt = entries_create.sync(client=client, body=EntryWish(challenge=slug, composition=saved.id))
board = leaderboards_retrieve.sync(slug, client=client)
mine = entries_list.sync(client=client)
refused = challenges_retrieve.sync("nothing", client=client)

told = {
    "notes": imported.summary.notes,
    "tracks": len(job.result.document.tracks),
    "pitch": job.result.document.tracks[0].notes[0][1],
    "kind": str(saved.head.kind),
    "receipt": receipt.receipt,
    "votes": board.votes,
    "rows": [row.rank for row in board.rows],
    "entries": [entry.title for entry in mine.results],
    "refused": refused.code,
}
sys.stdout.write(json.dumps(told))
