"""Every vote has its challenge, and votes are read in their order."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    # A step of its own: PostgreSQL alters no table while rows that were changed in the same step
    # wait for their foreign keys to be looked at.
    dependencies = [("voting", "0003_challenge_of_votes")]

    operations = [
        migrations.AlterField(
            model_name="vote",
            name="challenge",
            field=models.ForeignKey(
                db_index=False,
                help_text=(
                    "the ballot's, once more: what is read in the order of votes asks no other "
                    "table"
                ),
                on_delete=django.db.models.deletion.PROTECT,
                related_name="votes",
                to="challenges.challenge",
            ),
        ),
        migrations.AddIndex(
            model_name="vote",
            index=models.Index(fields=["challenge", "id"], name="votes_in_order"),
        ),
    ]
