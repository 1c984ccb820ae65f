"""Everything scored again by a new version of the metrics, and how far that is."""

from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("scoring", "0005_provenance")]

    operations = [
        migrations.CreateModel(
            "Rescoring",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=20, unique=True)),
                (
                    "total",
                    models.PositiveIntegerField(help_text="reports of older versions when it was asked for"),
                ),
                ("done", models.PositiveIntegerField(default=0, help_text="that it has looked at")),
                ("failed", models.PositiveIntegerField(default=0, help_text="that could not be asked for again")),
                ("behind", models.UUIDField(editable=False, null=True)),
                ("asked_at", models.DateTimeField(db_default=Now())),
                ("finished_at", models.DateTimeField(editable=False, null=True)),
            ],
        ),
    ]
