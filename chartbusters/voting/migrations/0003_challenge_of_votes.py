"""Votes know their challenge and from which network they came; ballots, which side was heard
first."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def fill_challenge(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    ballots = apps.get_model("voting", "Ballot").objects.filter(pk=OuterRef("ballot_id"))
    votes = apps.get_model("voting", "Vote").objects.filter(challenge=None)
    votes.update(challenge_id=Subquery(ballots.values("challenge_id")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("challenges", "0008_contest_settings"),
        ("voting", "0002_count_exposures"),
    ]

    operations = [
        migrations.AddField(
            model_name="ballot",
            name="heard_first",
            field=models.CharField(
                blank=True,
                default="",
                help_text="the side, a or b, that was played first",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="vote",
            name="network",
            field=models.CharField(
                blank=True,
                default="",
                help_text=(
                    "from which it came, sealed: whether two are the same can be told, no address"
                ),
                max_length=64,
            ),
        ),
        migrations.AddField(
            model_name="vote",
            name="challenge",
            field=models.ForeignKey(
                null=True,
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
        migrations.RunPython(fill_challenge, migrations.RunPython.noop),
    ]
