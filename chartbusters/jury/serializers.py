"""What juries look like in the API: the rubric, the list that a juror works through, their
sheets."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from chartbusters.challenges.models import Entry, Phase
from chartbusters.jury import selectors
from chartbusters.jury.models import LONGEST_COMMENT, Juror, JurySheet
from chartbusters.voting.disguise import disguised
from generation.fields import SongField, WholeField

LARGEST_KEY = 2**63 - 1


class GivenLevelInput(serializers.Serializer):
    criterion = WholeField(min_value=1, max_value=LARGEST_KEY)
    level = WholeField(min_value=1, max_value=5)


class SheetInput(serializers.Serializer):
    """A sheet as far as it is filled in; what is not in it is taken out of the draft."""

    levels = GivenLevelInput(many=True, max_length=100)
    comment = serializers.CharField(
        max_length=LONGEST_COMMENT, required=False, allow_blank=True, default=""
    )
    rubric = serializers.CharField(
        max_length=64,
        required=False,
        allow_blank=True,
        default="",
        help_text="the `rubric_version` that was read; a sheet by other words is not submitted",
    )


class SeatSerializer(serializers.Serializer):
    """A jury that somebody is asked onto, or sits on, and how much of it is done."""

    challenge = serializers.SlugField(source="challenge.slug")
    title = serializers.CharField(source="challenge.title")
    phase = serializers.ChoiceField(Phase.choices)
    state = serializers.ChoiceField(["invited", "declined", "judging"])
    judged = serializers.IntegerField()
    of = serializers.IntegerField(help_text="entries that are yours to judge")
    until = serializers.DateTimeField(source="challenge.voting_closes_at")
    url = serializers.CharField()

    def to_representation(self, juror: Juror) -> dict[str, Any]:
        progress = selectors.progress_of(juror=juror)
        told = {
            "challenge": juror.challenge,
            "phase": juror.phase,  # type: ignore[attr-defined]  # of `juries_of`
            "state": juror.state,
            "judged": progress.judged,
            "of": progress.of,
            "url": reverse("jury", args=[juror.challenge.slug]),
        }
        return dict(super().to_representation(told))


class RubricLevelSerializer(serializers.Serializer):
    level = serializers.IntegerField()
    words = serializers.CharField()


class CriterionSerializer(serializers.Serializer):
    """What is judged, how much it weighs beside the others, and what each level means."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    weight = serializers.IntegerField()
    levels = RubricLevelSerializer(many=True)

    def to_representation(self, criterion: Any) -> dict[str, Any]:
        levels = [{"level": level, "words": words} for level, words in criterion.levels]
        told = {"id": criterion.pk, "name": criterion.name, "weight": criterion.weight}
        return dict(super().to_representation({**told, "levels": levels}))


class PaperSerializer(serializers.Serializer):
    """An entry to judge, by its blind number."""

    number = serializers.IntegerField()
    state = serializers.ChoiceField(["to judge", "draft", "judged"])


class JurySerializer(serializers.Serializer):
    """What a juror needs: the rubric, and the entries with how far each sheet is."""

    challenge = serializers.SlugField()
    rubric = CriterionSerializer(many=True)
    rubric_version = serializers.CharField()
    judged = serializers.IntegerField()
    of = serializers.IntegerField()
    entries = PaperSerializer(many=True)


class GivenLevelSerializer(serializers.Serializer):
    """A level that was given for a criterion."""

    criterion = serializers.IntegerField()
    level = serializers.IntegerField()


class OtherSheetSerializer(serializers.Serializer):
    """What another juror has submitted of the same entry."""

    juror = serializers.IntegerField()
    levels = GivenLevelSerializer(many=True)


class SheetSerializer(serializers.Serializer):
    """A sheet of mine with the nameless song that it is of; `others` is null until it is
    submitted."""

    number = serializers.IntegerField()
    document = SongField()
    levels = GivenLevelSerializer(many=True)
    comment = serializers.CharField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    others = OtherSheetSerializer(many=True, allow_null=True)


def jury_data(juror: Juror) -> dict[str, Any]:
    criteria = selectors.rubric_of(challenge=juror.challenge_id)
    judged, of = selectors.progress_of(juror=juror)
    told = {
        "challenge": juror.challenge.slug,
        "rubric": criteria,
        "rubric_version": selectors.rubric_version(criteria=criteria),
        "judged": judged,
        "of": of,
        "entries": selectors.papers_of(juror=juror),
    }
    return dict(JurySerializer(told).data)


def sheet_data(entry: Entry, sheet: JurySheet | None) -> dict[str, Any]:
    others = selectors.others_said(sheet=sheet)
    told = {
        "number": entry.number,
        "document": disguised(entry.song.document),
        "levels": given(selectors.levels_of(sheet=sheet)),
        "comment": sheet.comment if sheet else "",
        "submitted_at": sheet.submitted_at if sheet else None,
        "others": others
        and [{"juror": one["juror"], "levels": given(one["levels"])} for one in others],
    }
    return dict(SheetSerializer(told).data)


def given(levels: dict[int, int]) -> list[dict[str, int]]:
    return [{"criterion": key, "level": level} for key, level in sorted(levels.items())]
