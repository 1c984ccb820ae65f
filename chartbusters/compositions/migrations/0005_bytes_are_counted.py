"""Bytes are counted from now on, and those that are there as well."""

import json
from collections import Counter
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

A_ROW = 500


def count(apps: Any, schema: Any) -> None:
    """Each revision by what it takes, each person by the sum. Nobody is refused for what they had."""
    used: Counter[int] = Counter()
    revisions = apps.get_model("compositions", "Revision").objects
    for revision in revisions.select_related("song", "composition").iterator(chunk_size=200):
        song = revision.song
        notes = len(song.packed) if song.packed is not None else len(json.dumps(song.plain))
        size = A_ROW + notes + len(json.dumps(revision.recipe))
        revisions.filter(pk=revision.pk).update(size=size)
        used[revision.composition.owner_id] += size
    storage = apps.get_model("compositions", "Storage")
    storage.objects.bulk_create([storage(owner_id=owner, used=size) for owner, size in used.items()])


class Migration(migrations.Migration):
    dependencies = [
        ("compositions", "0004_words_are_short"),
        ("generation", "0005_packed_songs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "revision", "size", models.PositiveIntegerField(default=0, help_text="bytes that it is counted as")
        ),
        migrations.CreateModel(
            "Storage",
            [
                (
                    "owner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="storage",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("used", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("used__gte", 0)), name="storage_is_never_negative")
                ],
            },
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
