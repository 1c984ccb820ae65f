"""What progress looks like in the API, and what is sent to keep it."""

from rest_framework import serializers

from chartbusters.learning.models import LONGEST_NAME, StepDone

MOST_STEPS = 100  # told at once


class StepDoneSerializer(serializers.ModelSerializer):
    """A step that I have done."""

    class Meta:
        model = StepDone
        fields = ["capsule", "step", "done_at"]
        read_only_fields = fields


class StepInput(serializers.Serializer):
    capsule = serializers.SlugField(max_length=LONGEST_NAME)
    step = serializers.SlugField(max_length=LONGEST_NAME)


class StepsInput(serializers.Serializer):
    steps = StepInput(many=True, allow_empty=False, max_length=MOST_STEPS)
