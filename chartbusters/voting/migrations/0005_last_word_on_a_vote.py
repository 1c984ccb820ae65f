"""A void may be taken back by a further word: what was one word a vote is a row of them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("voting", "0004_votes_in_order")]

    operations = [
        migrations.AlterField(
            model_name="votevoid",
            name="vote",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="voids",
                to="voting.vote",
            ),
        ),
        migrations.AddField(
            model_name="votevoid",
            name="number",
            field=models.PositiveSmallIntegerField(
                default=1, help_text="odd ones void the vote, even ones take that back"
            ),
        ),
        migrations.AddConstraint(
            model_name="votevoid",
            constraint=models.UniqueConstraint(
                fields=("vote", "number"), name="words_on_a_vote_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="votevoid",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="words_begin_at_one"
            ),
        ),
    ]
