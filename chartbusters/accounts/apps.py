from typing import Any

from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    name = "chartbusters.accounts"
    default = True
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "People"  # the administration has "Accounts" of allauth's already

    def ready(self) -> None:
        from allauth.account.signals import (
            authentication_step_completed,
            password_changed,
            password_reset,
            password_set,
        )
        from allauth.mfa.signals import authenticator_added
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_save

        from chartbusters.accounts import factors, guessing, services, sessions
        from generation import ownership

        authenticator_added.connect(factors.note_new_factor, dispatch_uid="note_new_factor")
        for signal in (user_logged_in, password_changed, password_set):
            signal.connect(guessing.device_learn, dispatch_uid="device_learn")
        for signal in (user_logged_in, authentication_step_completed):
            signal.connect(factors.note_proof, dispatch_uid="note_proof")
        user_logged_in.connect(sessions.session_note, dispatch_uid="session_note")
        user_logged_in.connect(ownership.jobs_bring_along, dispatch_uid="jobs_bring_along")
        password_reset.connect(guessing.owner_proven, dispatch_uid="owner_proven")
        ended: Any = services.tokens_end_with_password
        post_save.connect(
            ended, sender=self.get_model("User"), dispatch_uid="tokens_end_with_password"
        )


class StaffSiteConfig(SimpleAdminConfig):
    """The administration, behind the one door of the site."""

    default = False
    default_site = "chartbusters.accounts.door.StaffSite"

    def ready(self) -> None:
        super().ready()
        # As Django's own does, which is a default one, and of these a module may have one alone.
        from django.contrib.admin import site

        autodiscover_modules("admin", register_to=site)
