"""The forms by which people come in."""

from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.core import context
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from chartbusters.accounts.models import User
from chartbusters.joining import selectors
from chartbusters.joining.adapter import proven_address
from chartbusters.joining.models import Admission
from chartbusters.joining.services import CODE_CLOSED, admission_note, join_code_use
from chartbusters.web.errors import Refusal

TAKEN = (
    "Somebody took this user name or mail address in the same moment. No account was made; "
    "go back and choose another."
)


class SignupForm(AllauthSignupForm):
    """Allauth's, with a join code where sign-up is closed; whoever came by a link keeps the address
    it was sent to."""

    code = forms.CharField(
        label="Join code", max_length=40, help_text="The code that you were given for this site."
    )
    field_order = ["code", "username", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        request = context.request
        self.invited = proven_address(request) if request else None
        if self.invited:
            self.fields["email"].disabled = True
            self.initial["email"] = self.invited
        if self.invited or selectors.registration_is_open():
            del self.fields["code"]
        elif request:
            self.fields["code"].initial = request.GET.get("code", "")

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if not selectors.code_is_open(code=code):
            raise forms.ValidationError(CODE_CLOSED)
        return code

    def save(self, request: HttpRequest) -> User:
        # Hashing is slow on purpose, and must not be done while others wait for a lock of ours.
        hashed = make_password(self.cleaned_data.pop("password1"))
        try:
            with transaction.atomic():
                if "code" in self.cleaned_data:
                    join_code_use(code=self.cleaned_data["code"])
                person: User = super().save(request)
                person.password = hashed
                person.save(update_fields=["password"])
                self._note_admission(person)
                return person
        except (
            IntegrityError
        ):  # of two with the same name at once the constraint chose the other one
            raise Refusal("username_taken", TAKEN, 409, "username") from None

    def _note_admission(self, person: User) -> None:
        if "code" in self.cleaned_data:
            admission_note(person=person, way=Admission.Way.CODE)
        elif self.invited:
            admission_note(person=person, way=Admission.Way.ADDRESS)


class InvitationForm(forms.Form):
    email = forms.EmailField(label="Mail address", max_length=254)


class WelcomeForm(forms.Form):
    password = forms.CharField(
        label="Password",
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Eight characters or more.",
    )
