from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("challenges", "0026_compared_entries")]

    operations = [
        migrations.AddField(
            model_name="challenge",
            name="reveal_at",
            field=models.DateTimeField(
                blank=True,
                help_text="until then all stays as hidden as while voting runs; empty: until "
                "voting closes",
                null=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.CheckConstraint(
                condition=models.Q(reveal_at__isnull=True)
                | models.Q(reveal_at__gte=models.F("voting_closes_at")),
                name="result_is_told_after_voting",
                violation_error_message="The result is told when voting closes, or later.",
            ),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.CheckConstraint(
                condition=~models.Q(board_shows="live") | models.Q(reveal_at__isnull=True),
                name="live_board_holds_nothing_back",
                violation_error_message="A board that is live tells the result while voting runs.",
            ),
        ),
    ]
