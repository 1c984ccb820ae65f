"""Titles and notes are as short in the database as people were always told; what a form let through is cut."""

from typing import Any

import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models
from django.db.models.functions import Length, Substr

BOUNDS = {"title": 200, "process_note": 2000}


def cut(apps: Any, schema: Any) -> None:
    for name, most in BOUNDS.items():
        rows = apps.get_model("challenges", "Entry").objects.annotate(letters=Length(name))
        rows.filter(letters__gt=most).update(**{name: Substr(name, 1, most)})


def at_most(name: str) -> Any:
    length = django.db.models.functions.text.Length(name)
    return django.db.models.lookups.LessThanOrEqual(length, BOUNDS[name])


class Migration(migrations.Migration):
    dependencies = [("challenges", "0005_entry_length_and_exposures")]

    operations = [
        migrations.RunPython(cut, migrations.RunPython.noop),
        migrations.AddConstraint(
            "entry", models.CheckConstraint(name="entry_title_is_short", condition=at_most("title"))
        ),
        migrations.AddConstraint(
            "entry", models.CheckConstraint(name="entry_note_is_short", condition=at_most("process_note"))
        ),
    ]
