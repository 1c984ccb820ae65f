"""An index from which the newest public songs are read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("compositions", "0005_bytes_are_counted")]

    operations = [
        migrations.AddIndex(
            model_name="composition",
            index=models.Index(fields=["visibility", "-created_at"], name="newest_of_a_visibility"),
        )
    ]
