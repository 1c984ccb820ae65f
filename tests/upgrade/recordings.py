"""Files of recordings, for an installation of which only the database was kept."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from chartbusters.compositions.models import Rendering


def lay_recordings() -> None:
    """The installation has the files of its recordings beside its database; what is in them does
    not matter here."""
    for name in Rendering.objects.exclude(audio="").values_list("audio", flat=True):
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(b"sound"))
