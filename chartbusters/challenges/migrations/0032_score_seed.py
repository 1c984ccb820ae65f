"""Challenges draw by which windows their entries are scored. Those that exist keep the public draw,
so that their figures stay."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("challenges", "0031_models_compete")]

    operations = [
        migrations.AddField(
            "challenge",
            "score_seed",
            models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="the secret draw by which entries are scored; empty: the public one",
                max_length=32,
            ),
        ),
        migrations.AddConstraint(
            "challenge",
            models.UniqueConstraint(
                condition=models.Q(("score_seed", ""), _negated=True),
                fields=("score_seed",),
                name="score_seed_is_drawn_once",
            ),
        ),
    ]
