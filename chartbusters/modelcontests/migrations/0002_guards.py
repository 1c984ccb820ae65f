"""From here on the database itself keeps sealed melodies as they are."""

from django.db import migrations

from chartbusters.modelcontests.guards import statements


def turn(way):
    def run(apps, schema_editor):
        for statement in statements(schema_editor.connection.vendor, way):
            schema_editor.execute(statement, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("modelcontests", "0001_contests")]
    operations = [migrations.RunPython(turn("on"), turn("off"))]
