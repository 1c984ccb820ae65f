"""How the API's answers become JSON."""

import secrets
from collections.abc import Mapping
from functools import partial
from itertools import chain
from typing import Any

from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

from generation.written_json import WrittenJSON


class WrittenJSONRenderer(JSONRenderer):
    """DRF's, where values that are JSON already are put in as they stand.

    The encoder writes a mark in the place of each. A mark is drawn anew for every answer, so that
    nobody can bring one.
    """

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        mark, pieces = secrets.token_hex(16), list[bytes]()
        self.encoder_class: Any = partial(_Encoder, mark=mark, pieces=pieces)
        text: bytes = super().render(data, accepted_media_type, renderer_context)
        first, *others = text.split(f'"{mark}"'.encode())
        return b"".join([first, *chain.from_iterable(zip(pieces, others, strict=True))])


class _Encoder(JSONEncoder):
    def __init__(self, *, mark: str, pieces: list[bytes], **options: Any) -> None:
        super().__init__(**options)
        self.mark, self.pieces = mark, pieces

    def default(self, obj: Any) -> Any:
        if not isinstance(obj, WrittenJSON):
            return super().default(obj)
        self.pieces.append(obj.text)
        return self.mark
