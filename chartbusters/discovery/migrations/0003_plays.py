"""How often each song was heard, beside its hearts. SQLite remakes the table for that, so what it
keeps by itself is taken off before, and made anew behind."""

from typing import Any

from django.db import migrations, models

from chartbusters.discovery.indexing import index_rebuild, turned


def take_off(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        turned("off")(apps, schema_editor)


def put_on(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        turned("on")(apps, schema_editor)
        index_rebuild(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("compositions", "0012_tags"), ("discovery", "0002_indexed")]
    operations = [
        migrations.RunPython(take_off, put_on),
        migrations.AddField(
            model_name="listing",
            name="plays",
            field=models.PositiveIntegerField(
                db_default=0,
                default=0,
                editable=False,
                help_text="heard so often; the sum of its days in the room of plays, kept by the "
                "database",
            ),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("listed", True)),
                fields=["-plays", "-id"],
                name="songs_listed_heard",
            ),
        ),
        migrations.RunPython(put_on, take_off),
    ]
