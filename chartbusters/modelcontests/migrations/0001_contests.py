"""Contests of models, their melodies, entrants and takes."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('challenges', '0031_models_compete'),
        ('generation', '0006_models_for_everybody'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HouseAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ModelContest',
            fields=[
                ('challenge', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='model_contest', serialize=False, to='challenges.challenge')),
                ('techniques', models.JSONField(blank=True, default=list, help_text='that may enter; empty: all')),
                ('most_megabytes', models.PositiveIntegerField(default=0, help_text="of a model's weights; 0: any size")),
                ('house', models.JSONField(blank=True, default=list, help_text='what organisers added to compare with, by name')),
                ('seed', models.BigIntegerField(help_text='drawn with the seal, the same for all', null=True)),
                ('sealed', models.BinaryField(help_text='compressed: what is shown at the end', null=True)),
                ('seal', models.CharField(blank=True, help_text='SHA-256 of what is shown', max_length=64)),
                ('sealed_at', models.DateTimeField(null=True)),
                ('began_at', models.DateTimeField(help_text='when the takes were begun', null=True)),
                ('go_on_at', models.DateTimeField(help_text='when an organiser said to go on without the takes that failed', null=True)),
                ('suites_at', models.DateTimeField(help_text='when what was made became entries', null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('seal', ''), ('sealed_at', None), ('seed', None)), models.Q(('seal__gt', ''), ('sealed_at__isnull', False), ('seed__isnull', False)), _connector='OR'), name='contest_sealed_whole'), models.CheckConstraint(condition=models.Q(('began_at', None), ('sealed_at__isnull', False), _connector='OR'), name='contest_begins_sealed'), models.CheckConstraint(condition=models.Q(('suites_at', None), ('began_at__isnull', False), _connector='OR'), name='contest_suites_come_of_takes')],
            },
        ),
        migrations.CreateModel(
            name='EnteredModel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plays', models.CharField(choices=[('trained', 'a model trained here'), ('installed', 'a model of this site'), ('arranger', 'the arranger: rules of this site, no network'), ('shuffled', 'bars of a band, shuffled: a bound below')], max_length=10)),
                ('name', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=80)),
                ('technique', models.CharField(blank=True, max_length=20)),
                ('digest', models.CharField(help_text='of the weights; of a rule its name', max_length=64)),
                ('slot', models.PositiveSmallIntegerField(default=1)),
                ('conditions_digest', models.CharField(blank=True, max_length=64)),
                ('conditions_accepted_at', models.DateTimeField(null=True)),
                ('entered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('left_out', models.CharField(blank=True, help_text='why there is no suite of it', max_length=300)),
                ('entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='entered_model', to='challenges.entry')),
                ('model', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contests', to='generation.trainedmodel')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entered_models', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contests', to='generation.trainingrun')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entrants', to='modelcontests.modelcontest')),
            ],
            options={
                'ordering': ['entered_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ContestMelody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(help_text='in the order of the suites, from 1')),
                ('title', models.CharField(max_length=80)),
                ('song', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='generation.storedsong')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='melodies', to='modelcontests.modelcontest')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='ContestTake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('playing', 'Playing'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=7)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('recipe', models.JSONField(blank=True, default=dict)),
                ('words', models.CharField(blank=True, help_text='why it failed', max_length=300)),
                ('ended_at', models.DateTimeField(null=True)),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='generation.generationjob')),
                ('melody', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='takes', to='modelcontests.contestmelody')),
                ('song', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='generation.storedsong')),
                ('entrant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='takes', to='modelcontests.enteredmodel')),
            ],
            options={
                'ordering': ['melody__number', 'entrant__pk'],
                'constraints': [models.UniqueConstraint(fields=('entrant', 'melody'), name='one_take_a_melody'), models.CheckConstraint(condition=models.Q(models.Q(('song__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('song__isnull', True)), _connector='OR'), name='a_take_that_is_done_has_music')],
            },
        ),
        migrations.AddConstraint(
            model_name='enteredmodel',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('contest', 'person', 'slot'), name='one_standing_model_a_place'),
        ),
        migrations.AddConstraint(
            model_name='enteredmodel',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('contest', 'digest'), name='a_model_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='contestmelody',
            constraint=models.UniqueConstraint(fields=('contest', 'number'), name='melody_has_its_number'),
        ),
        migrations.AddConstraint(
            model_name='contestmelody',
            constraint=models.UniqueConstraint(fields=('contest', 'song'), name='melody_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='contestmelody',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1), ('number__lte', 8)), name='melodies_are_eight_at_most'),
        ),
    ]
