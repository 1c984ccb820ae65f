"""Pages of comments: the list below a song's player is a part of its page, and these are its
buttons. Each works without scripts; with them the song plays on."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.comments import services
from chartbusters.comments.clock import clock_read, clock_text
from chartbusters.comments.finding import comment_here, comment_mine, song_here, song_mine
from chartbusters.comments.models import LONGEST_WORDS, Comment
from chartbusters.comments.showing import address_of
from chartbusters.compositions.models import Composition
from chartbusters.web.errors import Refusal
from chartbusters.web.pagination import number_asked


@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a comment stands; for its writer the reason, where staff have hidden it."""
    found = comment_here(pk=pk, viewer=request.user)
    if found.hidden_at is None:
        return redirect(address_of(found))
    clock = clock_text(found.at_ms)
    context = {"comment": found, "song": found.discussion.song, "clock": clock}
    return render(request, "comments/hidden.html", context)


@require_POST
@login_required
def write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A comment, or a reply."""
    song = song_here(pk=pk)

    def done() -> HttpResponse:
        parent = _answered(request)
        made = services.comment_write(
            song=song,
            by=person_signed_in(request),
            words=request.POST.get("words", ""),
            at_ms=clock_read(request.POST.get("at", "")),
            parent=parent,
        )
        messages.success(request, "Your reply is there." if parent else "Your comment is there.")
        return redirect(address_of(made))

    return _tried(request, song, done)


def _answered(request: HttpRequest) -> Comment | None:
    """What a reply answers. It may have gone while somebody wrote: their words are kept."""
    if not (pk := number_asked(request.POST.get("parent"))):
        return None
    try:
        return comment_here(pk=pk, viewer=request.user)
    except Http404:
        message = "What you answer is not there any more. Your words were not sent."
        raise Refusal("gone", message, 409, "parent") from None


@require_POST
@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = comment_mine(pk=pk, person=person_signed_in(request))

    def done() -> HttpResponse:
        words = request.POST.get("words", "")
        services.comment_edit(comment=found, by=person_signed_in(request), words=words)
        messages.success(request, "Your comment was changed.")
        return redirect(address_of(found))

    return _tried(request, found.discussion.song, done)


@require_POST
@login_required
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    found = comment_mine(pk=pk, person=person_signed_in(request))
    services.comment_remove(comment=found, by=person_signed_in(request))
    messages.success(request, "The comment was removed.")
    return redirect(f"{found.discussion.song.get_absolute_url()}#comments")


@require_POST
@login_required
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    found = comment_mine(pk=pk, person=person_signed_in(request))

    def done() -> HttpResponse:
        services.comment_restore(comment=found, by=person_signed_in(request))
        messages.success(request, "The comment is there again.")
        return redirect(address_of(found))

    return _tried(request, found.discussion.song, done)


@require_POST
@login_required
def state(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the maker decides about comments on a song."""
    song = song_mine(pk=pk, owner=person_signed_in(request))

    def done() -> HttpResponse:
        chosen = request.POST.get("state", "")
        services.discussion_set(song=song, by=person_signed_in(request), state=chosen)
        messages.success(request, "Saved.")
        return redirect(f"{song.get_absolute_url()}#comments")

    return _tried(request, song, done)


def _tried(
    request: HttpRequest, song: Composition, done: Callable[[], HttpResponse]
) -> HttpResponse:
    """What was refused is told with what was written, so that no words are lost."""
    try:
        return done()
    except Refusal as refusal:
        context = {
            "refusal": refusal,
            "song": song,
            "said": request.POST,
            "longest": LONGEST_WORDS,
            "back": f"{song.get_absolute_url()}#comments",
        }
        return render(request, "comments/refused.html", context, status=refusal.status)
