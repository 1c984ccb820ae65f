"""People and their tokens, for organisers."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from chartbusters.accounts.models import Token, User


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ("username", "display_name", "email", "is_active", "is_staff", "date_joined")
    search_fields = ("username", "display_name", "email")
    fieldsets = (*(UserAdmin.fieldsets or ()), ("Profile", {"fields": ("display_name", "about")}))


@admin.register(Token)
class TokenAdmin(admin.ModelAdmin):
    """Tokens can be looked at and taken away. Their owners make them, for nobody else is to know the secret."""

    list_display = ("name", "user", "token_key", "created", "expiry", "last_used_at")
    search_fields = ("name", "user__username", "token_key")
    fields = readonly_fields = list_display

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
