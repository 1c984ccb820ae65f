"""How often a song was heard, for its maker alone."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.compositions.models import Visibility
from chartbusters.compositions.sealing import is_sealed
from chartbusters.compositions.selectors import compositions_of
from chartbusters.plays.columns import columns_of
from chartbusters.plays.selectors import DAYS, days_of


@require_safe
@login_required
def plays(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever did not make the song finds nothing here."""
    mine = compositions_of(owner=person_signed_in(request)).select_related("listing")
    song = get_object_or_404(mine, pk=pk)
    listing = getattr(song, "listing", None)
    days = days_of(listing=listing, until=timezone.now().date()) if listing else []
    context = {
        "song": song,
        "listing": listing,
        "public": song.visibility == Visibility.PUBLIC,
        "silent": is_sealed(composition=song),
        "days": days[::-1],
        "weeks": DAYS // 7,
        "lately": sum(day.plays for day in days),
        "embedded": sum(day.embed for day in days),
        "picture": columns_of(days),
    }
    return render(request, "plays/plays.html", context)
