"""What a challenge compares, and what makers of entries trained here."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('challenges', '0030_join_requests'),
        ('generation', '0006_models_for_everybody'),
    ]

    operations = [
        migrations.AddField(
            model_name='challenge',
            name='kind',
            field=models.CharField(choices=[('songs', 'songs that people enter'), ('models', 'models: each plays the same hidden melodies')], db_default='songs', default='songs', help_text='what is entered and compared', max_length=6),
        ),
        migrations.CreateModel(
            name='EntryTraining',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='of the model, in recipes', max_length=60)),
                ('title', models.CharField(max_length=80)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trainings', to='challenges.entry')),
                ('model', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='entered_with', to='generation.trainedmodel')),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='entered_with', to='generation.trainingrun')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('entry', 'name'), name='entry_training_once')],
            },
        ),
    ]
