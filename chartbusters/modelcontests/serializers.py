"""What contests of models look like in the API."""

from rest_framework import serializers


class ModelEntryInput(serializers.Serializer):
    model = serializers.CharField(max_length=60, help_text="the name of a model of yours")
    conditions = serializers.CharField(
        max_length=64,
        required=False,
        allow_blank=True,
        default="",
        help_text="the digest of the challenge's conditions, which you accept",
    )


class EnteredModelSerializer(serializers.Serializer):
    """A model of yours in a contest."""

    id = serializers.IntegerField(source="pk")
    model = serializers.CharField(source="name")
    title = serializers.CharField()
    digest = serializers.CharField(help_text="SHA-256 of its weights")
    entered_at = serializers.DateTimeField()
    left_out = serializers.CharField(help_text="why it is not heard; empty where it is")


class ToldModelSerializer(serializers.Serializer):
    """A model that has played, once the result is told."""

    model = serializers.CharField(source="name")
    title = serializers.CharField()
    plays = serializers.CharField(help_text="trained, installed, arranger or shuffled")
    technique = serializers.CharField()
    digest = serializers.CharField()
    username = serializers.CharField(source="person.username")
    entry = serializers.UUIDField(source="entry_id", allow_null=True)
    run = serializers.UUIDField(source="run_id", allow_null=True)
    left_out = serializers.CharField()


class ModelContestSerializer(serializers.Serializer):
    seal = serializers.CharField(help_text="SHA-256 of melodies.json, which is shown at the end")
    melodies = serializers.IntegerField(help_text="how many each model plays")
    techniques = serializers.ListField(
        child=serializers.CharField(), help_text="that may enter; empty: all"
    )
    most_megabytes = serializers.IntegerField(help_text="of a model's weights; 0: any size")
    takes_made = serializers.IntegerField()
    takes_all = serializers.IntegerField(help_text="0 before entries close")
    suites_at = serializers.DateTimeField(
        allow_null=True, help_text="when what was made became entries"
    )
    mine = EnteredModelSerializer(many=True)
    models = ToldModelSerializer(many=True, help_text="empty until the result is told")
