"""Pages that may ask for a device. All others may not, whatever a script on them tries."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def with_microphone(view: View[P]) -> View[P]:
    """Lets this page ask its visitor for the microphone."""

    @wraps(view)
    def listening(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Permissions-Policy"] = settings.PERMISSIONS_POLICY.replace(
            "microphone=()", "microphone=(self)"
        )
        return response

    return cast(View[P], listening)
