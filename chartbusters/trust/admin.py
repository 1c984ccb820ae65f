"""The votes of a challenge, for organisers: which layers watch over them, what was found, the board
with and without, and what they say of it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, PhasedChallenge
from chartbusters.trust import selectors, services
from chartbusters.trust.causes import legend
from chartbusters.trust.layers import layers_here
from chartbusters.trust.models import Appeal, Verdict, WeighedChallenge
from chartbusters.trust.services.appeals import LONGEST_WORDS
from chartbusters.voting.services import LONGEST_REASON
from chartbusters.web.errors import Refusal
from generation import rights
from generation.model_admin import ReadOnly

MOST_AT_ONCE = 500  # voters: each is a decision of its own
BUTTONS = [
    (Verdict.QUARANTINE, "Set aside", "they weigh nothing, and their voters are told as ever"),
    (Verdict.RELEASE, "Count wholly", "whatever the tests say"),
    (Verdict.AUTOMATIC, "As the tests say", "takes back the two before"),
    (Verdict.VOID, "Void", "their voters are told, with your reason, and may ask"),
    (Verdict.RESTORE, "Take a void back", "their voters are told"),
]


class DecideForm(forms.Form):
    """Whom staff mean, what they say of them, and why."""

    voters = forms.CharField(required=False)
    verdict = forms.ChoiceField(choices=Verdict)
    reason = forms.CharField(max_length=4 * LONGEST_REASON, required=False)

    def people(self) -> list[User]:
        keys = [int(key) for key in self.cleaned_data["voters"].split() if key.isdecimal()]
        return list(User.objects.filter(pk__in=keys).order_by("username"))


@admin.register(WeighedChallenge)
class WeighedChallengeAdmin(ReadOnly):
    list_display = ["title", "phase", "set_aside", "questions", "weighed_at"]
    search_fields = ["title"]
    list_display_links = ["title"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        waiting = Count("appeals", filter=Q(appeals__answered_at=None), distinct=True)
        challenges = WeighedChallenge.objects.with_phase().select_related("weighing")
        return challenges.annotate(waiting=waiting).order_by("-voting_closes_at", "pk")

    def phase(self, challenge: PhasedChallenge) -> str:
        return challenge.phase

    @admin.display(description="voters who weigh nothing")
    def set_aside(self, challenge: Challenge) -> int:
        return selectors.voters_at_nothing(challenge=challenge)

    @admin.display(description="questions that wait")
    def questions(self, challenge: Any) -> int:
        return int(challenge.waiting)

    @admin.display(description="weighed")
    def weighed_at(self, challenge: Any) -> Any:
        run = getattr(challenge, "weighing", None)
        return run.weighed_at if run else None

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page itself; each of its buttons is one word of staff."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not object_id.isdecimal():
            raise Http404
        challenge = get_object_or_404(Challenge, pk=object_id)
        if request.method == "POST":
            self._act(request, challenge)
            return redirect(request.path)
        return render(request, "admin/trust/votes.html", self._shown(request, challenge))

    def _act(self, request: HttpRequest, challenge: Challenge) -> None:
        if "appeal" in request.POST:
            self._answer(request, challenge)
        else:
            self._decide(request, challenge)

    def _decide(self, request: HttpRequest, challenge: Challenge) -> None:
        values = request.POST.copy()
        values["voters"] = " ".join(request.POST.getlist("voters"))
        form = DecideForm(values)
        people = form.people() if form.is_valid() else []
        if len(people) > MOST_AT_ONCE:
            words = f"At most {MOST_AT_ONCE} at once; nothing was done. Choose some of them below."
            messages.error(request, words)
            return
        if not people:
            messages.error(request, "Nobody was chosen, so nothing was done.")
        done = [person for person in people if self._say(request, challenge, person, form)]
        if done:
            label = Verdict(form.cleaned_data["verdict"]).label
            names = ", ".join(person.username for person in done[:10])
            more = f" and {len(done) - 10} more" if len(done) > 10 else ""
            words = f"{label.capitalize()}: {names}{more}. The board follows within seconds."
            messages.success(request, words)

    def _say(
        self, request: HttpRequest, challenge: Challenge, person: User, form: DecideForm
    ) -> bool:
        """Whether it was done; one that cannot be stops no other."""
        assert isinstance(request.user, User)  # noqa: S101  the admin lets nobody else in
        values = form.cleaned_data
        try:
            services.voter_decide(
                challenge=challenge,
                voter=person,
                verdict=values["verdict"],
                by=request.user,
                reason=values["reason"],
            )
        except Refusal as refusal:
            messages.error(request, f"Not done for {person.username}: {refusal.message}")
            return False
        return True

    def _answer(self, request: HttpRequest, challenge: Challenge) -> None:
        assert isinstance(request.user, User)  # noqa: S101  the admin lets nobody else in
        number = request.POST["appeal"]
        appeal = get_object_or_404(
            Appeal, challenge=challenge, pk=number if number.isdecimal() else 0
        )
        try:
            answer = request.POST.get("answer", "")
            services.appeal_answer(appeal=appeal, by=request.user, answer=answer)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, f"{appeal.person.username} can read your answer.")

    def _shown(self, request: HttpRequest, challenge: Challenge) -> dict[str, Any]:
        # numpy and scipy only where this page is drawn
        from chartbusters.trust.selectors.minutes import minutes_told
        from chartbusters.trust.selectors.page import trust_view, weights_traced

        may = {right: rights.has_right(request.user, right) for right in RIGHTS}  # type: ignore[arg-type]
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Votes of {challenge.title}",
            "challenge": challenge,
            "layers": layers_here(),
            "legend": legend(),
            "view": trust_view(challenge=challenge),
            "appeals": selectors.appeals_waiting(challenge=challenge),
            "decisions": selectors.decisions_of(challenge=challenge)[:100],
            "minutes": minutes_told(challenge=challenge),
            "traces": weights_traced(challenge=challenge),
            "buttons": [button for button in BUTTONS if may[services.RIGHTS_OF[button[0]]]],
            "may_answer": may[rights.DECIDE_WEIGHTS],
            "longest": LONGEST_REASON,
            "longest_answer": LONGEST_WORDS,
        }


RIGHTS = (rights.DECIDE_WEIGHTS, rights.VOID_VOTE)
