"""Turns of entries, numbers of pairs and counts of days: what one voter is given has an end that the
database keeps, and what is told of votes while they are hidden is counted once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('challenges', '0008_contest_settings'),
        ('voting', '0006_vote_blocks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GivenInDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('pairs', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='VotesOfDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('votes', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['day'],
            },
        ),
        migrations.AddField(
            model_name='ballot',
            name='number',
            field=models.PositiveIntegerField(editable=False, help_text='which of the pairs that its voter was given, 1 first; a replaced one has none', null=True),
        ),
        migrations.AddField(
            model_name='ballot',
            name='replaced_at',
            field=models.DateTimeField(blank=True, help_text='when another pair came for it, as one of the two had been withdrawn', null=True),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.UniqueConstraint(fields=('challenge', 'voter', 'number'), name='one_ballot_per_voter_and_number'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(('replaced_at', None), ('number', None), _connector='OR'), name='replaced_ballot_has_no_number'),
        ),
        migrations.AddField(
            model_name='giveninday',
            name='voter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='turn',
            name='ballot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='voting.ballot'),
        ),
        migrations.AddField(
            model_name='turn',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='challenges.entry'),
        ),
        migrations.AddField(
            model_name='turn',
            name='voter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='votesofday',
            name='challenge',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='votes_of_days', to='challenges.challenge'),
        ),
        migrations.AddConstraint(
            model_name='giveninday',
            constraint=models.UniqueConstraint(fields=('voter', 'day'), name='one_count_per_voter_and_day'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.UniqueConstraint(fields=('voter', 'entry', 'number'), name='turn_given_once'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1), ('number__lte', 100)), name='turns_are_one_to_a_hundred'),
        ),
        migrations.AddConstraint(
            model_name='votesofday',
            constraint=models.UniqueConstraint(fields=('challenge', 'day'), name='one_count_per_day'),
        ),
    ]
