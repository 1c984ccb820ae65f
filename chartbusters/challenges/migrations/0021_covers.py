import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("challenges", "0020_prizes")]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "challenge",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="challenges.challenge",
                    ),
                ),
                ("data", models.BinaryField(help_text="a JPEG of ours")),
            ],
        ),
        migrations.AddField(
            model_name="challenge",
            name="palette",
            field=models.CharField(
                choices=[
                    ("ember", "Ember"),
                    ("lagoon", "Lagoon"),
                    ("gold", "Gold"),
                    ("orchid", "Orchid"),
                    ("sky", "Sky"),
                    ("meadow", "Meadow"),
                    ("rose", "Rose"),
                    ("stone", "Stone"),
                ],
                db_default="ember",
                default="ember",
                help_text="the colours of its cover, where it has no picture",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="picture",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="digest of the picture on its cover; none where the cover is drawn",
                max_length=64,
            ),
        ),
    ]
