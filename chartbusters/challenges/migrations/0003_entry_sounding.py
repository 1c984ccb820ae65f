"""Entries know what of them sounds: by digest, and as a sketch. What is there is filled in."""

import logging
from typing import Any

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from generation.music.document import from_document
from generation.music.sounding import sketch, sounding_digest

logger = logging.getLogger(__name__)


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Of music that stands twice in a challenge the first entry keeps the digest; the others stay, and have none."""
    entries = apps.get_model("challenges", "Entry").objects.select_related("song")
    sketches = apps.get_model("challenges", "Sketch").objects
    standing: set[tuple[Any, str]] = set()
    for entry in entries.order_by("submitted_at", "pk").iterator(chunk_size=50):
        try:
            song = from_document(entry.song.document, clean=str)
            digest, data = sounding_digest(song) or None, sketch(song)
        except Exception:
            logger.exception("what sounds of entry %s could not be told; it stays as it is", entry.pk)
            continue
        place = (entry.challenge_id, digest)
        if entry.withdrawn_at is None:
            digest = None if place in standing else digest
            standing.add(place)
        type(entry)._base_manager.filter(pk=entry.pk).update(sounding=digest)
        sketches.get_or_create(entry_id=entry.pk, defaults={"data": data})


class Migration(migrations.Migration):
    dependencies = [("challenges", "0002_entry_number_challengenote")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="alike",
            field=models.ForeignKey(
                editable=False,
                help_text="somebody else's entry of nearly the same notes that was there before",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="challenges.entry",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="alike_percent",
            field=models.PositiveSmallIntegerField(
                editable=False,
                help_text="how many of a hundred notes are the same, as far as a sketch can tell",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="sounding",
            field=models.CharField(
                editable=False,
                help_text="digest of what sounds; none for music that was in twice before this was asked",
                max_length=64,
                null=True,
            ),
        ),
        migrations.CreateModel(
            name="Sketch",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sketch",
                        serialize=False,
                        to="challenges.entry",
                    ),
                ),
                ("data", models.BinaryField(help_text="see generation/music/sounding.py")),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
