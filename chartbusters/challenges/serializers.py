"""What challenges and entries look like in the API."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from chartbusters.challenges import selectors
from chartbusters.challenges.conditions import conditions_digest
from chartbusters.challenges.covers import cover_address
from chartbusters.challenges.models import Challenge, ChallengeNote, Entry, Kind, Phase, Takes
from chartbusters.challenges.rules import rules_in_words, rules_version
from chartbusters.challenges.terms import listening_ms, minimum_votes
from chartbusters.web.markdown import html_of
from scoring.provenance.serializers import StampSerializer


class NoteSerializer(serializers.ModelSerializer):
    """What was changed after the challenge had opened."""

    class Meta:
        model = ChallengeNote
        fields = ["text", "words", "created_at"]


class PrizeSerializer(serializers.Serializer):
    place = serializers.CharField()
    words = serializers.CharField(allow_blank=True)


class WeightsSerializer(serializers.Serializer):
    """Of what the final board is made, in percent."""

    public = serializers.IntegerField(source="weight_public")
    jury = serializers.IntegerField(source="weight_jury")
    metrics = serializers.IntegerField(source="weight_metrics")


class ChallengeSerializer(serializers.ModelSerializer):
    phase = serializers.ChoiceField(Phase.choices)
    now = serializers.DateTimeField(help_text="the database's clock, by which the phases go")
    entry_count = serializers.IntegerField()
    told_at = serializers.DateTimeField(
        help_text="when names, votes and ranks are told: `reveal_at`, or the end of voting"
    )
    rules = serializers.SerializerMethodField()
    rules_version = serializers.SerializerMethodField(
        help_text="another one as soon as the rules are others"
    )
    notes = NoteSerializer(many=True, read_only=True)
    url = serializers.SerializerMethodField()
    listening_ms = serializers.SerializerMethodField(
        help_text="milliseconds asked for on each side before a vote"
    )
    minimum_votes = serializers.SerializerMethodField(help_text="before the board shows ranks")
    overview_html = serializers.SerializerMethodField(
        help_text="the overview, which is written in a small part of Markdown"
    )
    prizes = PrizeSerializer(many=True, read_only=True)
    cover = serializers.SerializerMethodField(
        help_text="a JPEG or an SVG; another address as soon as it is another one"
    )
    weights = WeightsSerializer(source="*", read_only=True)
    kind = serializers.ChoiceField(Kind.choices, help_text="what it compares")
    entered_by = serializers.ChoiceField(Takes.choices, help_text="who may enter")
    voted_by = serializers.ChoiceField(Takes.choices, help_text="who may vote")
    score_seed = serializers.CharField(
        source="draw",
        help_text="the draw by which entries were scored, for `manage.py score --seed`; empty "
        "until the result is told, and where everybody knows the draw",
    )
    conditions_digest = serializers.SerializerMethodField(
        help_text="by which the conditions are accepted as they stand; empty: there are none"
    )

    class Meta:
        model = Challenge
        fields = [
            "slug",
            "title",
            "tagline",
            "overview",
            "genre",
            "rules",
            "rules_version",
            "phase",
            "now",
            "entry_count",
            "url",
        ]
        fields += ["opens_at", "entries_close_at", "voting_closes_at"]
        fields += ["reveal_at", "told_at", "notes"]
        fields += ["entries_each", "board_shows", "freezes_at", "pairs_each", "turns_each"]
        fields += ["listening_ms", "minimum_votes", "weights"]
        fields += ["overview_html", "prizes", "cover"]
        fields += ["entered_by", "voted_by", "may_ask", "authors_count", "kind"]
        fields += ["conditions", "conditions_digest", "score_seed"]
        read_only_fields = fields

    def get_rules(self, challenge: Challenge) -> list[str]:
        return selectors.rules_of(challenge=challenge)

    def get_overview_html(self, challenge: Any) -> str:
        return html_of(challenge.overview)

    def get_cover(self, challenge: Any) -> str:
        return cover_address(challenge)

    def get_rules_version(self, challenge: Challenge) -> str:
        return rules_version(challenge.rules)

    def get_conditions_digest(self, challenge: Any) -> str:
        return conditions_digest(challenge)

    def get_listening_ms(self, challenge: Any) -> int:
        return listening_ms(challenge)

    def get_minimum_votes(self, challenge: Any) -> int:
        return minimum_votes(challenge)

    def get_url(self, challenge: Any) -> str:
        return reverse("challenge", args=[challenge.slug])  # most are rows, which know no address


class ShownEntrySerializer(serializers.Serializer):
    """An entry as the viewer may know it; `id`, `maker`, `co_authors`, `digest` and
    `provenance` are absent while it is blind."""

    ALWAYS = frozenset({"name", "number", "mine"})

    name = serializers.CharField()
    number = serializers.IntegerField()
    mine = serializers.BooleanField()
    id = serializers.UUIDField(required=False, source="entry.pk")
    maker = serializers.CharField(required=False, source="entry.maker.username")
    co_authors = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="who stand beside the maker"
    )
    digest = serializers.CharField(required=False, source="entry.song_id")
    provenance = StampSerializer(required=False, allow_null=True, source="entry.provenance")

    def to_representation(self, shown: selectors.ShownEntry) -> dict[str, Any]:
        known = dict(super().to_representation(shown))
        return {
            name: value for name, value in known.items() if not shown.blind or name in self.ALWAYS
        }


class EntryInput(serializers.Serializer):
    challenge = serializers.SlugField()
    composition = serializers.UUIDField()
    process_note = serializers.CharField(
        max_length=2000, required=False, allow_blank=True, default=""
    )
    replaces = serializers.UUIDField(
        required=False,
        allow_null=True,
        default=None,
        help_text="the entry of mine that is withdrawn for it, where each may have several",
    )
    heard_by_all = serializers.BooleanField(
        default=False,
        help_text="whether the song stays public while the vote runs: whoever knows it can then "
        "tell on a ballot that it is yours, and the counts of how well the vote was blind leave "
        "it out",
    )
    conditions = serializers.CharField(
        max_length=64,
        required=False,
        allow_blank=True,
        default="",
        help_text="`conditions_digest` of the challenge: that I accept its conditions",
    )
    late = serializers.CharField(
        max_length=40,
        required=False,
        allow_blank=True,
        default="",
        help_text="the code of a late link that I was given",
    )


class CheckInput(serializers.Serializer):
    composition = serializers.UUIDField()


class FindingSerializer(serializers.Serializer):
    code = serializers.CharField()
    label = serializers.CharField()
    met = serializers.BooleanField()
    message = serializers.CharField()


class FindingsSerializer(serializers.Serializer):
    """Every rule of the challenge, looked at on one song."""

    rules = FindingSerializer(many=True)


class ReceiptSerializer(serializers.ModelSerializer):
    challenge = serializers.SlugField(source="challenge.slug")
    digest = serializers.CharField(source="song_id")
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    score_report = serializers.UUIDField(source="score_report_id", allow_null=True)
    provenance = StampSerializer(allow_null=True)
    rules = serializers.SerializerMethodField(
        help_text="the rules as they stood when they were met, in words"
    )
    rules_version = serializers.SerializerMethodField(
        help_text="as the challenge had it then; empty for old entries"
    )
    standing = serializers.IntegerField(
        help_text="how many entries of mine stand in this challenge now"
    )
    entries_each = serializers.IntegerField(
        source="challenge.entries_each", help_text="how many each may have in it"
    )

    class Meta:
        model = Entry
        fields = [
            "id",
            "challenge",
            "title",
            "receipt",
            "digest",
            "submitted_at",
            "withdrawn_at",
            "disqualified_at",
            "process_note",
            "heard_by_all",
            "conditions_digest",
            "conditions_accepted_at",
            "url",
            "score_report",
            "provenance",
            "rules",
            "rules_version",
            "slot",
            "standing",
            "entries_each",
        ]
        read_only_fields = fields

    def get_rules(self, entry: Entry) -> list[str]:
        return rules_in_words(entry.checked_rules or [])

    def get_rules_version(self, entry: Entry) -> str:
        return rules_version(entry.checked_rules)
