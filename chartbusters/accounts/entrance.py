"""The forms at the door, in the words of our pages: a label says what a field wants, and nothing
stands in the field that vanishes when one writes."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm

LABELS = {"login": "User name or email", "remember": "Stay signed in", "email": "Email address"}


class Worded:
    """Of a form whose fields have allauth's words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)


class LoginForm(Worded, AllauthLoginForm):
    pass


class ResetPasswordForm(Worded, AllauthResetPasswordForm):
    pass
