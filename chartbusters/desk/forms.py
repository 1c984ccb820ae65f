"""The form of a challenge on the desk: in sections, its times in the organiser's zone."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify

from chartbusters.challenges.copying import free_slug
from chartbusters.challenges.examples import examples_read, examples_written
from chartbusters.challenges.forms import TIMES, ChallengeForm
from chartbusters.challenges.models import Challenge
from chartbusters.desk.zones import zones
from chartbusters.web.errors import Refusal

# What stands under one heading, in the order of the page. A setting that is added to a challenge
# gets its place here.
SECTIONS: list[tuple[str, str, list[str]]] = [
    ("words", "What it is", ["title", "slug", "kind", "tagline", "overview", "genre"]),
    ("rules", "Rules", ["rules"]),
    ("when", "When", ["zone", *TIMES, "reveal_at"]),
    (
        "people",
        "Who takes part",
        ["entered_by", "voted_by", "may_ask", "authors_count", "conditions"],
    ),
    ("votes", "Entries and votes", ["entries_each", "pairs_each", "turns_each", "listening_ms"]),
    ("board", "The board", ["board_shows", "freezes_at", "minimum_votes"]),
    ("final", "What decides", ["weight_public", "weight_jury", "weight_metrics"]),
    ("prizes", "Prizes", ["prizes"]),
    ("examples", "Songs to hear", ["playlist"]),
    ("note", "A word to everybody", ["note"]),
]
MOMENTS = [*TIMES, "reveal_at", "freezes_at"]


class MomentInput(forms.DateTimeInput):
    """A date and a time in the zone of the form; seconds only where there are some, so that nothing
    moves when it is saved as it is."""

    input_type = "datetime-local"

    def format_value(self, value: Any) -> Any:
        if not isinstance(value, datetime):
            return value
        return value.replace(tzinfo=None, microsecond=0).isoformat(
            timespec="seconds" if value.second else "minutes"
        )


class DeskForm(ChallengeForm):
    """To be used while the zone of its times is the current one."""

    slug = forms.SlugField(
        max_length=80,
        required=False,
        label="Address",
        help_text="the end of its address; empty: made of the title",
    )
    zone = forms.ChoiceField(
        label="Times are in", choices=lambda: [(name, name.replace("_", " ")) for name in zones()]
    )
    playlist = forms.CharField(
        required=False,
        label="Public songs of this site, as examples",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text="the address of a song's page, one a line",
    )

    class Meta(ChallengeForm.Meta):
        fields = [
            name for name in ChallengeForm.Meta.fields if name not in ("published", "palette")
        ]
        widgets = {name: MomentInput(attrs={"step": "any"}) for name in MOMENTS} | {
            "overview": forms.Textarea(attrs={"rows": 10}),
            "conditions": forms.Textarea(attrs={"rows": 4}),
            "board_shows": forms.RadioSelect,
        }
        labels = ChallengeForm.Meta.labels | {
            "opens_at": "Opens",
            "entries_close_at": "Entries close",
            "voting_closes_at": "Voting closes",
        }

    def __init__(self, *args: Any, zone: str = "UTC", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["zone"] = zone
        self.initial["playlist"] = examples_written(self.instance)
        self.fields["listening_ms"].help_text = _listening_help()
        self.fields["minimum_votes"].help_text = _votes_help()
        if not self.instance.pk:
            self.initial.update(first_times(timezone.localtime()))
        if self.instance.published:  # people have its address by now
            self.fields["slug"].disabled = True

    def clean_slug(self) -> str:
        typed = str(self.cleaned_data["slug"])
        if typed or "slug" in self.errors:
            return typed
        return proposed_slug(self.data.get("title", ""))

    def clean_playlist(self) -> Any:
        try:
            return examples_read(self.cleaned_data["playlist"])
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message) from None

    def has_note(self) -> bool:
        """Whether a change of it may have to be told."""
        challenge = self.instance
        return bool(challenge.pk) and challenge.opens_at <= timezone.now()


def _listening_help() -> str:
    seconds = f"{settings.VOTING_REQUIRED_MS / 1000:g}"
    return f"of each side before a vote, or most of a short song; empty: {seconds}"


def _votes_help() -> str:
    return f"in all; empty: {settings.LEADERBOARD_MINIMUM_VOTES}"


def first_times(now: datetime) -> dict[str, datetime]:
    """What a new challenge proposes: from tomorrow evening two weeks for entries, then one for
    votes."""
    evening = datetime.combine(now.date() + timedelta(days=1), time(18), tzinfo=now.tzinfo)
    return dict(zip(TIMES, (evening + timedelta(days=days) for days in (0, 14, 21)), strict=True))


def proposed_slug(title: str) -> str:
    return free_slug(slugify(title[:200])[:74] or "challenge")


def new_challenge() -> Challenge:
    return Challenge(slug="", title="", genre="general")


def in_utc(form: DeskForm) -> dict[str, str]:
    """The moments of a form as the site's clock has them, in words; empty where there is none."""
    return {name: _utc(form[name].value(), form.fields[name]) for name in MOMENTS}


def _utc(value: Any, field: forms.Field) -> str:
    try:
        moment = field.to_python(value) if not isinstance(value, datetime) else value
    except forms.ValidationError:
        return ""
    if moment is None:
        return ""
    aware = timezone.make_aware(moment) if timezone.is_naive(moment) else moment
    return f"{aware.astimezone(UTC):%-d %b %Y %H:%M} UTC"
