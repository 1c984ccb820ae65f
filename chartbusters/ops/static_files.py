"""Whether the style sheets, scripts and pictures that pages ask for are collected on this
machine."""

import json
from collections.abc import Collection, Iterator
from pathlib import Path

from django.conf import settings

MANIFEST = "staticfiles.json"
# built, so that a machine that has never built them has no file to miss
ALWAYS = (
    "dist/site.js",
    "dist/theme.js",
)


def collected_names() -> Collection[str] | None:
    """Names in the manifest that a web server would read if it started now; None where pages need
    no manifest."""
    if settings.DEBUG or not settings.STORAGES["staticfiles"]["BACKEND"].endswith(
        "ManifestStaticFilesStorage"
    ):
        return None
    try:
        return set(json.loads((Path(settings.STATIC_ROOT) / MANIFEST).read_text())["paths"])
    except (OSError, ValueError, KeyError):
        return set()


def served_names() -> Collection[str] | None:
    """Names in the manifest that this process has read, which is what its pages go by; None where
    they need none."""
    from django.contrib.staticfiles.storage import staticfiles_storage

    names: dict[str, str] | None = getattr(staticfiles_storage, "hashed_files", None)
    return None if settings.DEBUG else names


def static_fault(collected: Collection[str] | None) -> str | None:
    """Which files no page could name, in words; None when all are there."""
    missing = [] if collected is None else sorted({*ALWAYS, *_source_names()} - set(collected))
    if not missing:
        return None
    more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
    return f"not collected: {missing[0]}{more}"


def _source_names() -> Iterator[str]:
    """Names of all files that `collectstatic` would take from our own folders."""
    for entry in settings.STATICFILES_DIRS:
        prefix, folder = entry if isinstance(entry, tuple) else ("", entry)
        for path in Path(folder).rglob("*"):
            name = path.relative_to(folder)
            if path.is_file() and not any(part.startswith(".") for part in name.parts):
                yield str(Path(prefix) / name)
