"""Entries keep a number of their own; changes of an open challenge are noted."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def give_numbers(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The numbers by which standing entries have been known so far, and the next ones to those withdrawn."""
    entry = apps.get_model("challenges", "Entry")
    for challenge in entry.objects.order_by().values_list("challenge", flat=True).distinct():
        entries = entry.objects.filter(challenge=challenge).order_by("receipt")
        standing = [one for one in entries if one.withdrawn_at is None]
        withdrawn = [one for one in entries if one.withdrawn_at is not None]
        for number, one in enumerate([*standing, *withdrawn], start=1):
            one.number = number
        entry.objects.bulk_update([*standing, *withdrawn], ["number"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("challenges", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(
            name="entry", options={"ordering": ["submitted_at", "id"], "verbose_name_plural": "entries"}
        ),
        migrations.CreateModel(
            name="ChallengeNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "challenge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="challenges.challenge"
                    ),
                ),
            ],
            options={"ordering": ["-created_at", "-pk"]},
        ),
        migrations.AddField(model_name="entry", name="number", field=models.PositiveIntegerField(null=True)),
        migrations.RunPython(give_numbers, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="entry",
            name="number",
            field=models.PositiveIntegerField(
                help_text="by which it is known while it is blind; drawn, kept, given once"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("challenge", "number"), name="entry_number_given_once"),
        ),
    ]
