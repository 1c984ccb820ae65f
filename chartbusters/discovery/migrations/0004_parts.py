"""A table of the models that had a part in each song in the lists."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discovery', '0003_plays'),
    ]

    operations = [
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(help_text='as recipes name it', max_length=60)),
                ('digest', models.CharField(help_text='of the weights that played', max_length=64)),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='discovery.listing')),
            ],
            options={
                'indexes': [models.Index(fields=['model', '-listing'], name='songs_of_a_model')],
                'constraints': [models.UniqueConstraint(fields=('listing', 'model', 'digest'), name='a_part_once')],
            },
        ),
    ]
