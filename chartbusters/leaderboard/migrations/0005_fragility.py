"""How firm the first place of a decided board is."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('leaderboard', '0004_board_snapshots'),
    ]

    operations = [
        migrations.AddField(
            model_name='ratingrun',
            name='fragility',
            field=models.JSONField(help_text='how few votes hold up the first place, once voting is over', null=True),
        ),
    ]
