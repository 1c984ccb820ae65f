"""Pages by which people come in: asking for a link, and what the links of mails and lists
lead to."""

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from chartbusters.joining import adapter, selectors, services
from chartbusters.joining.forms import InvitationForm, WelcomeForm
from chartbusters.web.errors import Refusal

BACKEND = "chartbusters.accounts.backend.SignIn"
SENT = (
    "If {} is on the list, a link is on its way there. It may take a minute; look among "
    "unwanted mail, too."
)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Asks for a link to a listed address. The answer is the same for every address."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        services.invitation_send(
            email=email,
            address=lambda page, token: request.build_absolute_uri(reverse(page, args=[token])),
        )
        messages.success(request, SENT.format(email))
        return redirect("invitation")
    return render(request, "joining/invitation.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the link may sign up with the address it was sent to."""
    email = selectors.invited_address(token=token)
    if email is None:
        raise Refusal("link_dead", services.LINK_DEAD, 410)
    adapter.invite(request, email)
    return redirect("account_signup")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, code: str) -> HttpResponse:
    """The first password of somebody who was added. Looking at the page does not use the
    link up."""
    addition = selectors.additions_open(code=code).first()
    if addition is None:
        raise Refusal("link_dead", services.LINK_DEAD, 410)
    form = WelcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = services.person_welcome(code=code, password=form.cleaned_data["password"])
        except ValidationError as error:
            form.add_error("password", error)
        else:
            login(request, person, backend=BACKEND)
            return redirect("profile-edit")
    return render(request, "joining/welcome.html", {"form": form, "person": addition.person})
