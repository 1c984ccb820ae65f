"""Pages that other sites may show in a frame. All others may not be framed by anybody."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def embeddable(view: View[P]) -> View[P]:
    """Lets EMBED_ANCESTORS frame this view, and takes Web MIDI and the identity of the viewer away
    from it."""

    @wraps(view)
    def framed(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Permissions-Policy"] = settings.PERMISSIONS_POLICY.replace(
            "midi=(self)", "midi=()"
        )
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response["Cross-Origin-Opener-Policy"] = "unsafe-none"
        return response

    framing = csp_replace({"frame-ancestors": settings.EMBED_ANCESTORS})
    return cast(View[P], xframe_options_exempt(framing(cast(Any, framed))))
