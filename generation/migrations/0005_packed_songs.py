"""Songs are kept compressed from now on; those stored before stay as they are, and are read as ever."""

import json
import zlib

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def unpack(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For whoever goes back: the column of before must not be empty."""
    songs = apps.get_model("generation", "StoredSong").objects
    for song in songs.filter(plain__isnull=True).only("pk", "packed").iterator(chunk_size=50):
        songs.filter(pk=song.pk).update(plain=json.loads(zlib.decompress(song.packed)))


class Migration(migrations.Migration):
    dependencies = [("generation", "0004_queue_and_costs")]

    operations = [
        migrations.RenameField("storedsong", "document", "plain"),
        migrations.AlterField(
            "storedsong",
            "plain",
            models.JSONField(
                null=True, db_column="document", help_text="the document of songs stored before packing"
            ),
        ),
        migrations.AddField(
            "storedsong",
            "packed",
            models.BinaryField(null=True, help_text="the document as JSON, compressed with zlib"),
        ),
        migrations.AddConstraint(
            "storedsong",
            models.CheckConstraint(
                condition=models.Q(("packed__isnull", False), ("plain__isnull", False), _connector="OR"),
                name="a_song_has_its_notes",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, unpack),
    ]
