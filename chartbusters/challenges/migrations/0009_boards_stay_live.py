"""Boards that everybody could see at every moment stay so: whoever entered and voted before counts
on it. New challenges hide theirs unless their organiser says otherwise."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Now


def stay_live(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    opened = apps.get_model("challenges", "Challenge").objects.filter(opens_at__lte=Now())
    opened.update(board_shows="live")


class Migration(migrations.Migration):
    dependencies = [("challenges", "0008_contest_settings")]

    operations = [migrations.RunPython(stay_live, migrations.RunPython.noop)]
