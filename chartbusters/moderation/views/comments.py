"""Pages of comments for staff: what is hidden, and one comment with all that was done to it."""

from django.contrib.admin.models import LogEntry
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.comments.clock import clock_text
from chartbusters.comments.models import LONGEST_REASON, Comment
from chartbusters.comments.selectors import comments_hidden
from chartbusters.comments.services import comment_hide, comment_unhide
from chartbusters.web.outcomes import outcome_told
from chartbusters.web.pagination import number_asked
from generation.rights import HIDE_COMMENT, require

SHOWN = 50  # acts


@never_cache
@login_required
@require_safe
def hidden(request: HttpRequest) -> HttpResponse:
    """What staff have hidden, the last written first."""
    require(person_signed_in(request), HIDE_COMMENT)
    found, more = comments_hidden(before=number_asked(request.GET.get("before")))
    rows = [(comment, clock_text(comment.at_ms)) for comment in found]
    return render(request, "moderation/hidden_comments.html", {"rows": rows, "more": more})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One comment, to be hidden or shown again."""
    staff = person_signed_in(request)
    require(staff, HIDE_COMMENT)
    beside = Comment.objects.select_related("writer", "discussion__song__owner")
    comment = get_object_or_404(beside, pk=pk)
    if request.method == "POST":
        if "unhide" in request.POST:
            with outcome_told(request, "Everybody sees it again."):
                comment_unhide(comment=comment, by=staff)
        else:
            with outcome_told(request, "Hidden. Its writer can read why."):
                comment_hide(comment=comment, by=staff, reason=request.POST.get("reason", ""))
        return redirect("moderate-comment", pk=pk)
    context = {"comment": comment, "clock": clock_text(comment.at_ms), "longest": LONGEST_REASON}
    return render(request, "moderation/comment.html", context | {"acts": _acts(comment)})


def _acts(comment: Comment) -> QuerySet[LogEntry]:
    """The trail of one comment, the last first."""
    kind = ContentType.objects.get_for_model(Comment)
    acts = LogEntry.objects.filter(content_type=kind, object_id=str(comment.pk))
    return acts.select_related("user").order_by("-pk")[:SHOWN]
