"""Boards that were decided before votes were weighed stay as they were decided."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Now


def exempt(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    decided = apps.get_model("challenges", "Challenge").objects.filter(voting_closes_at__lte=Now())
    runs = apps.get_model("trust", "WeighingRun").objects
    keys = decided.values_list("pk", flat=True)
    runs.bulk_create([runs.model(challenge_id=pk, exempt=True) for pk in keys], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("trust", "0001_identity_and_weights")]

    operations = [migrations.RunPython(exempt, migrations.RunPython.noop)]
