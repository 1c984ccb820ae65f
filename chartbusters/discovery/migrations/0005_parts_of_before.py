"""Which models had a part in each song in the lists, told from the recipes of its history."""

from typing import Any

from django.db import migrations

AT_ONCE = 500  # songs


def tell_parts(apps: Any, schema_editor: Any) -> None:
    """Songs that are listed now; what is listed from here on brings its parts."""
    listings, parts = apps.get_model("discovery", "Listing"), apps.get_model("discovery", "Part")
    revisions = apps.get_model("compositions", "Revision").objects.exclude(recipe={})
    listed = listings.objects.filter(listed=True).order_by("pk")
    last = 0
    while rows := dict(listed.filter(pk__gt=last).values_list("composition", "pk")[:AT_ONCE]):
        last = max(rows.values())
        told = revisions.filter(composition__in=rows).values_list("composition", "recipe")
        fresh = {(rows[song], *part) for song, recipe in told.iterator() for part in _part(recipe)}
        made = [parts(listing_id=key, model=name, digest=of) for key, name, of in sorted(fresh)]
        parts.objects.bulk_create(made, ignore_conflicts=True)


def _part(recipe: dict[str, Any]) -> list[tuple[str, str]]:
    step = recipe.get("parent") or recipe
    name, digest = step.get("model"), step.get("model_digest", "")
    return [(name[:60], digest[:64])] if isinstance(name, str) and name else []


class Migration(migrations.Migration):
    dependencies = [("compositions", "0014_remixes"), ("discovery", "0004_parts")]
    operations = [migrations.RunPython(tell_parts, migrations.RunPython.noop)]
