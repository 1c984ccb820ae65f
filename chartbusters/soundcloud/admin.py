"""Connections and publications, for whoever keeps the site running. Tokens are not shown."""

from django.contrib import admin

from chartbusters.soundcloud.models import ChallengePlaylist, Connection, Publication
from generation.model_admin import ReadOnly


@admin.register(Connection)
class ConnectionAdmin(ReadOnly):
    list_display = ["person", "name", "connected_at", "expires_at", "ended_because"]
    list_select_related = ["person"]
    search_fields = ["=person__username", "=account"]
    exclude = ["tokens"]


@admin.register(Publication)
class PublicationAdmin(ReadOnly):
    list_display = ["title", "owner", "state", "tries", "next_at", "problem", "created_at"]
    list_filter = ["state"]
    list_select_related = ["owner"]
    search_fields = ["=owner__username", "=track", "title"]


@admin.register(ChallengePlaylist)
class ChallengePlaylistAdmin(ReadOnly):
    list_display = ["title", "owner", "state", "tries", "next_at", "problem", "created_at"]
    list_filter = ["state"]
    list_select_related = ["owner"]
    search_fields = ["=owner__username", "=playlist", "title"]
