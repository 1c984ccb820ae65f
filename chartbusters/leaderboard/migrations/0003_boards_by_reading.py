"""Boards number their readings; computations keep their weights and what pages ask of them as a
whole."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Count, Max, Min


def fill_figures(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Of computations that were there before; there are a few dozen a challenge."""
    runs = apps.get_model("leaderboard", "RatingRun").objects
    figures = {"count": Count("standings"), "low": Min("standings__low"), "high": Max("standings__high")}
    for run in runs.annotate(**figures).filter(count__gt=0).iterator():
        runs.filter(pk=run.pk).update(entries=run.count, lowest=run.low, highest=run.high)



class Migration(migrations.Migration):

    dependencies = [
        ('leaderboard', '0002_board_failure'),
    ]

    operations = [
        migrations.AddField(
            model_name='board',
            name='asked_at',
            field=models.DateTimeField(blank=True, help_text='when a worker was last asked for it and has not done it', null=True),
        ),
        migrations.AddField(
            model_name='board',
            name='read_at',
            field=models.DateTimeField(blank=True, help_text='when the reading that is shown was begun', null=True),
        ),
        migrations.AddField(
            model_name='board',
            name='reading',
            field=models.PositiveBigIntegerField(db_default=0, default=0, help_text='that is shown'),
        ),
        migrations.AddField(
            model_name='board',
            name='readings',
            field=models.PositiveBigIntegerField(db_default=0, default=0, help_text='that were begun'),
        ),
        migrations.AddField(
            model_name='board',
            name='seconds',
            field=models.FloatField(db_default=0.0, default=0.0, help_text='that the last computation took'),
        ),
        migrations.AddField(
            model_name='ratingrun',
            name='entries',
            field=models.PositiveIntegerField(db_default=0, default=0, help_text='standings that it has'),
        ),
        migrations.AddField(
            model_name='ratingrun',
            name='highest',
            field=models.FloatField(db_default=1.0, default=1.0),
        ),
        migrations.AddField(
            model_name='ratingrun',
            name='lowest',
            field=models.FloatField(db_default=0.0, default=0.0, help_text='bound of an interval among them'),
        ),
        migrations.AddField(
            model_name='ratingrun',
            name='weights',
            field=models.BinaryField(help_text='of the votes that went in, in their order; empty where each weighed 1', null=True),
        ),
        migrations.RunPython(fill_figures, migrations.RunPython.noop),
    ]
