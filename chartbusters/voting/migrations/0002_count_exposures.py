"""Entries are told on how many ballots they stand; from here on each ballot that comes or goes counts itself."""

from collections import Counter

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Count, Q


def count(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    ballots = apps.get_model("voting", "Ballot").objects.filter(~Q(vote=None) | Q(skipped_at=None)).order_by()
    counted: Counter[object] = Counter()
    for side in ("entry_a", "entry_b"):
        counted.update(dict(ballots.values_list(side).annotate(Count("pk"))))
    entry = apps.get_model("challenges", "Entry")
    for pk, exposures in counted.items():
        entry.objects.filter(pk=pk).update(exposures=exposures)


class Migration(migrations.Migration):
    dependencies = [("voting", "0001_initial"), ("challenges", "0005_entry_length_and_exposures")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
