"""An organiser sets how many entries each may have, what the board shows, and what counts."""

import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("challenges", "0007_entry_checked_rules"),
        ("compositions", "0006_index_newest"),
        ("generation", "0005_packed_songs"),
        ("scoring", "0003_reports_take_turns"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="entry",
            name="one_standing_entry_per_maker",
        ),
        migrations.AddField(
            model_name="challenge",
            name="board_shows",
            field=models.CharField(
                choices=[
                    ("hidden", "nothing but how many votes came each day, until voting is over"),
                    (
                        "frozen",
                        "the board up to an hour that you set, and then nothing new until the end",
                    ),
                    ("live", "the board as it stands, at every moment"),
                ],
                default="hidden",
                help_text="what everybody sees of the votes while voting runs",
                max_length=6,
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="entries_each",
            field=models.PositiveSmallIntegerField(
                default=1, help_text="that a person may have in it at the same time"
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="freezes_at",
            field=models.DateTimeField(
                blank=True, help_text="of a frozen board: the last moment that it shows", null=True
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="listening_ms",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="asked for on each side before a vote; empty: the site's",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="minimum_votes",
            field=models.PositiveIntegerField(
                blank=True, help_text="before the board shows ranks; empty: the site's", null=True
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="pairs_each",
            field=models.PositiveIntegerField(
                default=0, help_text="that a voter is given at most; 0 means as many as there are"
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="turns_each",
            field=models.PositiveSmallIntegerField(
                default=3, help_text="that one voter is given one and the same entry at most"
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="weight_jury",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="of the jury on the final board, in percent"
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="weight_metrics",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="of the objective metrics on the final board, in percent"
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="weight_public",
            field=models.PositiveSmallIntegerField(
                default=100, help_text="of the votes on the final board, in percent"
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="heard_by_all",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="its maker agreed that the song stays public while the vote runs",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="slot",
            field=models.PositiveSmallIntegerField(
                db_default=1,
                default=1,
                editable=False,
                help_text="which of the entries that its maker may have in it, 1 first",
            ),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.CheckConstraint(
                condition=models.Q(("entries_each__gte", 1), ("entries_each__lte", 20)),
                name="entries_each_is_one_to_twenty",
                violation_error_message="A person may have 1 to 20 entries in a challenge.",
            ),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.CheckConstraint(
                condition=models.Q(("turns_each__gte", 1), ("turns_each__lte", 100)),
                name="turns_each_is_one_to_a_hundred",
                violation_error_message="A voter is given an entry 1 to 100 times at most.",
            ),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("board_shows", "frozen"), _negated=True),
                    ("freezes_at__isnull", False),
                    _connector="OR",
                ),
                name="frozen_board_has_its_hour",
                violation_error_message="A frozen board needs the moment at which it freezes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "weight_public",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.Value(100), "-", models.F("weight_jury")
                            ),
                            "-",
                            models.F("weight_metrics"),
                        ),
                    )
                ),
                name="weights_make_a_whole",
                violation_error_message="The three weights together are 100 percent.",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("challenge", "maker", "slot"),
                name="one_standing_entry_per_slot",
            ),
        ),
    ]
