"""What is done by packages (signing in, mail addresses, second factors, the administration), heard
by their signals."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import Signal

from chartbusters.trail.models import Act
from chartbusters.trail.services import digest_of, trace

OWN = {  # what somebody does to the own account
    account.password_changed: (Act.PASSWORD_CHANGED, ""),
    account.password_set: (Act.PASSWORD_CHANGED, "the first one"),
    account.password_reset: (Act.PASSWORD_RESET, ""),
    account.email_added: (Act.MAIL_CHANGED, "one was added"),
    account.email_removed: (Act.MAIL_CHANGED, "one was removed"),
    account.email_changed: (Act.MAIL_CHANGED, "another one is the first"),
    user_logged_in: (Act.SIGNED_IN, ""),
}
FACTORS = {
    mfa.authenticator_added: Act.FACTOR_ON,
    mfa.authenticator_removed: Act.FACTOR_OFF,
    mfa.authenticator_reset: Act.CODES_MADE,
    mfa.authentication_failed: Act.FACTOR_FAILED,
}


def connect() -> None:
    for signal, (act, words) in OWN.items():
        _hear(signal, _own(act, words), act + words)
    for signal, act in FACTORS.items():
        _hear(signal, _factor(act), act)
    _hear(account.email_confirmed, _confirmed, "confirmed")
    _hear(user_login_failed, _failed, "failed")
    post_save.connect(_logged, sender=LogEntry, weak=False, dispatch_uid="trail-staff")


def _hear(signal: Signal, receiver: Any, name: str) -> None:
    signal.connect(receiver, weak=False, dispatch_uid=f"trail-{name}")


def _own(act: Act, words: str) -> Any:
    def heard(user: Any, **kwargs: Any) -> None:
        trace(act=act, by=user, words=words)

    return heard


def _factor(act: Act) -> Any:
    def heard(user: Any, authenticator: Any, **kwargs: Any) -> None:
        trace(act=act, by=user, words=str(authenticator.get_type_display()))

    return heard


def _confirmed(email_address: Any, **kwargs: Any) -> None:
    trace(act=Act.MAIL_CHANGED, by=email_address.user, words="one was confirmed")


def _failed(credentials: dict[str, Any], **kwargs: Any) -> None:
    """At whom it was aimed, if at anybody; what was typed is told by a digest alone."""
    typed = str(credentials.get("username") or credentials.get("email") or "")
    people = get_user_model()._default_manager
    aimed = (
        people.filter(username__iexact=typed).first() or people.filter(email__iexact=typed).first()
    )
    trace(act=Act.SIGN_IN_FAILED, to=aimed, words=f"typed {digest_of(typed)}")


def _logged(instance: LogEntry, created: bool, **kwargs: Any) -> None:
    """The administration's own log, and the acts that services write there, cannot be undone in the
    trail."""
    if created:
        told = (
            f"{instance.get_action_flag_display()} {instance.content_type}: "
            f"{instance.get_change_message()}"
        )
        kind: Any = instance.content_type.model_class() if instance.content_type else None  # type: ignore[attr-defined]
        row = kind(pk=instance.object_id) if kind else None
        trace(act=Act.STAFF, by=instance.user, row=row, words=told)
