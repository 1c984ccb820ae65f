"""One ballot of a pair for each voter holds at a time; one that was replaced may have the same."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("voting", "0009_vote_undo"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="ballot", name="one_ballot_per_voter_and_pair"
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_at", None)),
                fields=("challenge", "voter", "pair"),
                name="one_ballot_per_voter_and_pair",
            ),
        ),
        migrations.AlterField(
            model_name="ballot",
            name="replaced_at",
            field=models.DateTimeField(
                blank=True,
                help_text="when another came for it: an entry had been withdrawn, or its vote "
                "taken back",
                null=True,
            ),
        ),
    ]
