"""The form of a challenge, of which the administration and the desk make theirs."""

from copy import copy
from typing import Any

from django import forms

from chartbusters.challenges import services
from chartbusters.challenges.conditions import conditions_clean
from chartbusters.challenges.fields import PrizesField, RulesField, SecondsField, same_rules
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.terms import OPTIONAL
from chartbusters.web.errors import Refusal
from scoring.reference import genres

SETTINGS = {
    "kind": "It compares",
    "entered_by": "Takes entries of",
    "voted_by": "Takes votes of",
    "may_ask": "Others may ask to be members",
    "authors_count": "Entries count for co-authors too",
    "entries_each": "Entries each",
    "board_shows": "While voting runs everybody sees",
    "freezes_at": "The board freezes at",
    "reveal_at": "The result is told at",
    "pairs_each": "Pairs each",
    "turns_each": "Turns of one entry",
    "listening_ms": "Listening, in seconds",
    "minimum_votes": "Votes before ranks are shown",
    "weight_public": "Weight of the votes, in percent",
    "weight_jury": "Weight of the jury, in percent",
    "weight_metrics": "Weight of the metrics, in percent",
}
MAY_BE_EMPTY = OPTIONAL | {"freezes_at", "reveal_at"}
TIMES = ["opens_at", "entries_close_at", "voting_closes_at"]
NOTE_HELP = (
    "needed once it has opened and a time, a rule, a prize or a setting changes: everybody reads "
    "it with what was changed"
)


def _genre_choices() -> list[tuple[str, str]]:
    """The genres there is real music of. None is chosen where a challenge has another one, so that
    nobody changes it without knowing."""
    return [
        ("", "Choose the real music that entries are measured beside"),
        *((name, name) for name in genres()),
    ]


class ChallengeForm(forms.ModelForm):
    """Rules, genre and settings are checked while they are typed in, not when the first entry
    comes."""

    genre = forms.ChoiceField(
        choices=_genre_choices, help_text="the real music that entries are measured beside"
    )
    rules = RulesField(required=False, help_text="What is left empty is no rule.")
    prizes = PrizesField(required=False)
    listening_ms = SecondsField(
        required=False,
        label=SETTINGS["listening_ms"],
        help_text="asked for on each side before a vote; empty: as the site has it",
    )
    note = forms.CharField(
        required=False,
        label="Your words on what changes",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NOTE_HELP,
    )

    class Meta:
        model = Challenge
        fields = ["title", "slug", "tagline", "overview", "genre", "rules", "published"]
        fields += ["conditions", *TIMES, *SETTINGS, "prizes", "palette"]
        labels = SETTINGS | {"palette": "Colours of the cover"}
        help_texts = {
            "overview": "a small part of Markdown: **strong**, *emphasis*, lists, links",
            "reveal_at": "up to 60 days after voting closes, for a feast or a lesson: all stays as "
            "hidden until then as while voting runs. Empty: told when voting closes",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (SETTINGS.keys() | {"palette"}) & self.fields.keys():
            self.fields[name].required = False

    def clean_rules(self) -> Any:
        rules = self.cleaned_data["rules"]
        return self.instance.rules if same_rules(rules, self.instance.rules) else rules

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in (SETTINGS.keys() | {"palette"}) - MAY_BE_EMPTY:
            if values.get(name) in (None, "") and name not in self.errors:
                values[name] = getattr(self.instance, name)  # left empty: as it is
        try:
            values |= services.challenge_words(
                *(values.get(name, "-") for name in ("title", "tagline", "overview"))
            )
            values["conditions"] = conditions_clean(values.get("conditions") or "")
            self._check(values)
        except Refusal as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else None, refusal.message)
        return values

    def _check(self, values: dict[str, Any]) -> None:
        if not self.errors:
            filled = copy(self.instance)
            for name, value in values.items():
                setattr(filled, name, value)
            services.challenge_check(challenge=filled, words=values.get("note", ""))
            values["prizes"] = filled.prizes
