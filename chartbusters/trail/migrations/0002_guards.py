"""From here on the database itself refuses to change the trail."""

from django.db import migrations

from chartbusters.trail.guards import statements


def turn(way):
    def run(apps, schema_editor):
        for statement in statements(schema_editor.connection.vendor, way):
            schema_editor.execute(statement, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunPython(turn("on"), turn("off"))]
