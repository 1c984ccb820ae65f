"""What others may hear has its tune kept, by which it is known again in other clothes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("compositions", "0006_index_newest")]

    operations = [
        migrations.CreateModel(
            name="Tune",
            fields=[
                (
                    "composition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="tune",
                        serialize=False,
                        to="compositions.composition",
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        help_text="of the song that it is the tune of", max_length=64
                    ),
                ),
                ("data", models.BinaryField(help_text="see generation/music/tunes.py")),
            ],
        ),
    ]
