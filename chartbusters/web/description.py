"""How the OpenAPI description is drawn up: what all addresses have in common is said here, once."""

from typing import Any

from django.conf import settings
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, extend_schema_serializer
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS, AllowAny, IsAuthenticatedOrReadOnly

RETRY = {
    "Retry-After": {
        "description": "seconds after which it is worth trying again",
        "schema": {"type": "integer"},
    }
}
REFUSALS: dict[int, tuple[str, dict[str, Any]]] = {
    400: ("The request is not understood, or a value in it is not possible.", {}),
    401: (
        "Nobody is signed in where somebody must be, or the token is none.",
        {"WWW-Authenticate": {"description": "how to sign in", "schema": {"type": "string"}}},
    ),
    403: ("Not allowed to this person, or the CSRF token of the session is missing.", {}),
    404: ("There is no such thing, or it is not yours to see.", {}),
    406: ("The Accept header wants something that this address does not give.", {}),
    408: ("The body came too slowly.", {}),
    409: ("It cannot be done now, or the Idempotency-Key was used for something else.", RETRY),
    413: ("The body, or the file in it, is too large.", {}),
    415: ("This address does not read that kind of body.", {}),
    429: ("Too often, or too many at once.", RETRY),
    503: (
        "A part of the site does not answer, or more is asked of it just now than it can do.",
        RETRY,
    ),
}
NAMES = (("Serializer", "Shape"), ("Input", "Wish"))
KEY = OpenApiParameter(
    name="Idempotency-Key",
    type={"type": "string", "pattern": "^[\\x21-\\x7e]{1,200}$"},
    location=OpenApiParameter.HEADER,
    description="A POST sent twice with the same key is done once; a fresh UUID is a good one.",
)


@extend_schema_serializer(component_name="Error")
class ErrorSerializer(serializers.Serializer):
    """Every error of the API has this shape; `field` stands there when one part of the request is
    at fault."""

    code = serializers.CharField(help_text="for programs, such as `bad_note`")
    message = serializers.CharField(
        help_text="for people: what happened, what is safe, what to do next"
    )
    request_id = serializers.CharField(
        help_text="also in the header X-Request-ID, and on the lines of the log"
    )
    field = serializers.CharField(required=False, help_text="a path such as `tracks[0].notes[17]`")


def without_directions(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """No `readOnly`: what comes in and what goes out are two shapes here, and generators make a
    third of the mark."""
    for schema in result["components"]["schemas"].values():
        for field in schema.get("properties", {}).values():
            field.pop("readOnly", None)
    return result


class Description(AutoSchema):
    """An operation with every refusal it may give, and with the ways to sign in that it takes."""

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        answers = operation["responses"]
        codes = {int(code) for code in answers if int(code) >= 400} | self._refusals(operation)
        answers |= {str(code): self._refusal(code) for code in codes}
        operation["responses"] = {code: answers[code] for code in sorted(answers)}
        return operation

    def get_summary(self) -> str | None:
        """The first sentence of what the view says of itself."""
        words = " ".join(self.get_description().split())
        return words.split(". ")[0].rstrip(".") or None

    def get_override_parameters(self) -> list[Any]:
        return [KEY] if self.method == "POST" else []

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        """The names under which programs know them since version 1: what comes in is a `Wish`, what
        goes out a `Shape`."""
        name = super().get_serializer_name(serializer, direction)
        for ending, known in NAMES:
            if name.endswith(ending):
                return name.removesuffix(ending) + known
        return str(name)

    def get_auth(self) -> list[dict[str, list[str]]]:
        permissions = {type(permission) for permission in self.view.get_permissions()}
        free = AllowAny in permissions or (
            IsAuthenticatedOrReadOnly in permissions and self.method in SAFE_METHODS
        )
        ways: list[dict[str, list[str]]] = [{name: []} for name in settings.SIGN_INS]
        return [*ways, {}] if free else ways

    def _refusals(self, operation: dict[str, Any]) -> set[int]:
        codes = {400, 401, 406, 429, 503}
        if self.method not in SAFE_METHODS:
            codes |= {403, 409}
        if "requestBody" in operation:
            codes |= {408, 413, 415}
        if "{" in self.path or self._is_list_view():
            codes |= {404}  # a page that is not there is none either
        return codes

    def _refusal(self, code: int) -> dict[str, Any]:
        words, headers = REFUSALS[code]
        body = self.resolve_serializer(ErrorSerializer, "response").ref
        answer = {"description": words, "content": {"application/json": {"schema": body}}}
        return {**answer, "headers": headers} if headers else answer
