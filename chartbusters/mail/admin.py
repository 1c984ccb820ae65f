"""Mail that could not be sent yet, and why, for whoever keeps the site running. Its text is not
shown."""

from typing import Any

from django.contrib import admin

from chartbusters.mail import services
from chartbusters.mail.models import OutgoingMail
from generation import rights
from generation.model_admin import ReadOnly, staff_action


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnly):
    list_display = ["subject", "to", "attempts", "error", "next_at", "given_up_at", "created_at"]
    search_fields = ["to", "subject"]
    exclude = ["content"]  # links in it open accounts
    actions = ["try_again"]

    @staff_action("Try again now", right=rights.TRY_MAIL_AGAIN, done="Queued again")
    def try_again(self, mail: OutgoingMail, by: Any) -> None:
        services.mail_try_again(mail=mail, by=by)
