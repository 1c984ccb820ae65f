"""The people at work on a site that is hurt, and the program that makes them: it prints them as
JSON."""

PEOPLE = 8
SETUP = """
import json
from datetime import timedelta
from django.contrib.auth import get_user_model
from django.utils import timezone
from chartbusters.accounts.services import token_create
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.services import entry_create
from chartbusters.compositions.presets import presets
from chartbusters.compositions.services import composition_create
from generation.music.document import from_document, to_document
hour, now, song = timedelta(hours=1), timezone.now(), presets()[0].song
ends = {"entries_close_at": now + 9 * hour, "voting_closes_at": now + 10 * hour}
times = {"opens_at": now - hour, **ends}
challenges = [
    Challenge.objects.create(slug=s, title=s, published=True, **times) for s in ("open", "voting")
]
people, document = [], json.loads(json.dumps(to_document(song)))
notes = document["tracks"][0]["notes"]
for number in range(COUNT):
    person = get_user_model().objects.create_user(f"writer{number}", password=None)
    home = composition_create(owner=person, song=song, title="home")
    for entry in range(3):
        name = f"maker{number}-{entry}"
        maker = get_user_model().objects.create_user(name, password=None) if entry else person
        notes[4][1], notes[5][1] = 40 + number, 40 + entry  # no song is entered twice
        title = f"{number} {entry}"
        piece = composition_create(owner=maker, song=from_document(document), title=title)
        entry_create(challenge=challenges[1], composition=piece, maker=maker)
    token = token_create(owner=person, name="ledger", days=None)[1]
    written = json.dumps(to_document(song))
    people.append({"token": token, "composition": str(home.pk), "document": written})
challenges[1].entries_close_at = now - hour / 2
challenges[1].save()
print("PEOPLE" + json.dumps(people))
"""
