"""Links that were dead because their song is private stay dead when it is shared again."""

from typing import Any

from django.db import migrations, models


def end_dead_links(apps: Any, schema: Any) -> None:
    composition = apps.get_model("compositions", "Composition")
    composition.objects.filter(visibility="private").exclude(secret_hash="").update(secret_hash="")


class Migration(migrations.Migration):
    dependencies = [("compositions", "0002_recordings_in_turn")]

    operations = [
        migrations.RunPython(end_dead_links, migrations.RunPython.noop),
        migrations.AddConstraint(
            "composition",
            models.CheckConstraint(
                condition=models.Q(models.Q(("visibility", "private"), _negated=True), ("secret_hash", ""), _connector="OR"),
                name="what_is_private_has_no_link",
            ),
        ),
    ]
