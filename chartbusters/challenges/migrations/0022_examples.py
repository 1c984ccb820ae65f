import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("challenges", "0021_covers"), ("compositions", "0007_tunes")]

    operations = [
        migrations.CreateModel(
            name="Example",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "challenge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="examples",
                        to="challenges.challenge",
                    ),
                ),
                (
                    "composition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="compositions.composition",
                    ),
                ),
            ],
            options={
                "ordering": ["challenge", "place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("challenge", "composition"), name="example_plays_once"
                    )
                ],
            },
        ),
    ]
