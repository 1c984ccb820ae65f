"""Songs are kept compressed from now on; those stored before stay as they are, and are read as ever."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("generation", "0004_queue_and_costs")]

    operations = [
        migrations.RenameField("storedsong", "document", "plain"),
        migrations.AlterField(
            "storedsong",
            "plain",
            models.JSONField(
                null=True, db_column="document", help_text="the document of songs stored before packing"
            ),
        ),
        migrations.AddField(
            "storedsong",
            "packed",
            models.BinaryField(null=True, help_text="the document as JSON, compressed with zlib"),
        ),
        migrations.AddConstraint(
            "storedsong",
            models.CheckConstraint(
                condition=models.Q(("packed__isnull", False), ("plain__isnull", False), _connector="OR"),
                name="a_song_has_its_notes",
            ),
        ),
    ]
