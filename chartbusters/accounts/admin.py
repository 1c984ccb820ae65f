"""People, for organisers."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from chartbusters.accounts.models import User


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ("username", "display_name", "email", "is_active", "is_staff", "date_joined")
    search_fields = ("username", "display_name", "email")
    fieldsets = (*(UserAdmin.fieldsets or ()), ("Profile", {"fields": ("display_name", "about")}))
