"""Votes of long ago, sealed into blocks of columns."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('challenges', '0008_contest_settings'),
        ('voting', '0005_last_word_on_a_vote'),
    ]

    operations = [
        migrations.CreateModel(
            name='VoteBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='1 holds the oldest votes, and so on')),
                ('last_key', models.BigIntegerField(help_text='of the newest vote in it')),
                ('rows', models.PositiveIntegerField(help_text='votes in it')),
                ('total', models.PositiveIntegerField(help_text='votes in it and in all blocks before')),
                ('data', models.BinaryField(help_text='see chartbusters/voting/columns.py')),
                ('challenge', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='vote_blocks', to='challenges.challenge')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('challenge', 'number'), name='vote_block_sealed_once')],
            },
        ),
    ]
