"""Boards are sealed at moments, each seal naming the one before."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('challenges', '0008_contest_settings'),
        ('leaderboard', '0003_boards_by_reading'),
    ]

    operations = [
        migrations.AddField(
            model_name='ratingrun',
            name='rows_digest',
            field=models.CharField(blank=True, db_default='', default='', help_text='SHA-256 over its standings', max_length=64),
        ),
        migrations.CreateModel(
            name='BoardSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='1 first, without gaps')),
                ('audience', models.CharField(choices=[('public', 'everybody'), ('staff', 'staff, as it was hidden then')], max_length=6)),
                ('occasion', models.CharField(choices=[('day', 'a day was over'), ('frozen', 'it was frozen'), ('closed', 'voting was over'), ('changed', 'it changed after voting was over')], max_length=7)),
                ('sealed_at', models.DateTimeField()),
                ('before', models.CharField(blank=True, help_text='digest of the one before; empty for the first', max_length=64)),
                ('digest', models.CharField(help_text='see `chain.py`', max_length=64)),
                ('challenge', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='snapshots', to='challenges.challenge')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='leaderboard.ratingrun')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('challenge', 'number'), name='snapshots_numbered_in_order')],
            },
        ),
    ]
