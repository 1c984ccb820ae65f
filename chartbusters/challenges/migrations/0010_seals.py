"""Entries know their tune, and which songs of their makers have it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("challenges", "0009_boards_stay_live")]

    operations = [
        migrations.AddField(
            model_name="sketch",
            name="tune",
            field=models.BinaryField(default=bytes, help_text="see generation/music/tunes.py"),
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.CharField(db_index=True, help_text="of the song", max_length=64),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seals",
                        to="challenges.entry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "digest"), name="sealed_once")
                ],
            },
        ),
    ]
