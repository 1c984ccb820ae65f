"""Asking for figures, and keeping what was counted."""

from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge
from chartbusters.figures.counting import figures_counted
from chartbusters.figures.models import Figures
from generation.messages import send_on_commit

FRESH = timedelta(minutes=5)  # who looks sooner again sees the same
PATIENCE = timedelta(minutes=2)  # after which a worker that was asked is thought to have ended


def figures_ask(*, challenge: Challenge) -> Figures:
    """The figures as they are known; a worker is asked for others where they are old. However many
    look at once, one is."""
    figures, _ = Figures.objects.get_or_create(challenge_id=challenge.pk)
    old = Q(counted_at=None) | Q(counted_at__lt=Now() - FRESH)
    idle = Q(asked_at=None) | Q(asked_at__lt=Now() - PATIENCE)
    due = Figures.objects.filter(old & idle, pk=challenge.pk)
    if due.update(asked_at=Now()):
        send_on_commit("chartbusters.figures.tasks.figures_count", challenge.pk)
    return figures


def figures_count(*, pk: int) -> None:
    """Counts anew. Twice at once writes the same."""
    challenge = Challenge.objects.filter(pk=pk).first()
    if challenge is not None:
        told = figures_counted(challenge=challenge)
        known = Figures.objects.filter(pk=pk)
        known.update(told=told, counted_at=Now(), asked_at=None)
