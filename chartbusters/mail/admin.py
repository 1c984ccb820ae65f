"""Mail that could not be sent yet, and why, for whoever keeps the site running. Its text is not shown."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from chartbusters.mail import services
from chartbusters.mail.models import OutgoingMail
from generation.admin import ReadOnly


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnly):
    list_display = ["subject", "to", "attempts", "error", "next_at", "given_up_at", "created_at"]
    search_fields = ["to", "subject"]
    exclude = ["content"]  # links in it open accounts
    actions = ["try_again"]

    @admin.action(description="Try again now", permissions=["view"])
    def try_again(self, request: HttpRequest, mails: "QuerySet[OutgoingMail]") -> None:
        tried = sum(services.mail_try_again(pk=mail.pk) for mail in mails)
        messages.success(request, f"Queued {tried} mails again.")
