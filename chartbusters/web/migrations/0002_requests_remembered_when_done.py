"""Idempotency keys are rows of what was done; those of requests that were at work when the site was stopped go."""

from typing import Any

from django.db import migrations, models


def drop_unfinished(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("web", "RememberedRequest").objects.using(schema_editor.connection.alias)
    rows.filter(status=None).delete()


class Migration(migrations.Migration):
    dependencies = [("web", "0001_initial")]
    operations = [
        migrations.RunPython(drop_unfinished, migrations.RunPython.noop),
        migrations.AlterField("rememberedrequest", "status", models.PositiveSmallIntegerField()),
        migrations.AddField(
            "rememberedrequest",
            "told_once",
            models.BooleanField(default=False, help_text="its answer held a secret, or no JSON: it is not kept"),
        ),
    ]
