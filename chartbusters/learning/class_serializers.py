"""What classes, seats and progress look like in the API, and what is sent to change them."""

from rest_framework import serializers

from chartbusters.learning.models import (
    CODE_LETTERS,
    LONGEST_CLASS,
    LONGEST_LEARNER,
    LONGEST_NAME,
    Classroom,
    Seat,
)
from chartbusters.learning.selectors.classes import FEWEST
from chartbusters.learning.serializers import MOST_STEPS, StepInput
from chartbusters.learning.services.classes import MOST_DAYS

MOST_CHOICES = 20  # of a question


class ClassroomSerializer(serializers.ModelSerializer):
    """A class that I teach."""

    url = serializers.CharField(source="get_absolute_url", help_text="its page, on this site")

    class Meta:
        model = Classroom
        fields = ["id", "name", "code", "closes_at", "created_at", "url"]
        read_only_fields = fields


class CapsuleStepsSerializer(serializers.Serializer):
    capsule = serializers.CharField()
    done = serializers.IntegerField(help_text="steps")


class LearnerSerializer(serializers.Serializer):
    """A learner of a class, and how many steps they did."""

    id = serializers.UUIDField(source="seat.pk", help_text="of the seat")
    name = serializers.CharField(source="seat.name")
    steps = CapsuleStepsSerializer(many=True, source="named")


class SummedSerializer(serializers.Serializer):
    """How a class answered a question at the first try."""

    capsule = serializers.CharField(source="capsule.name")
    question = serializers.CharField(source="asked.name")
    answered = serializers.IntegerField()
    right = serializers.IntegerField(
        allow_null=True, help_text=f"null while fewer than {FEWEST} have answered"
    )


class WholeClassroomSerializer(ClassroomSerializer):
    """A class with its learners, and sums of what they answered."""

    learners = LearnerSerializer(many=True, source="rows")
    answers = SummedSerializer(many=True, source="summed")

    class Meta(ClassroomSerializer.Meta):
        fields = [*ClassroomSerializer.Meta.fields, "learners", "answers"]
        read_only_fields = fields


class ClassSeatSerializer(serializers.ModelSerializer):
    """My seat in a class."""

    classroom = serializers.CharField(source="classroom.name", help_text="its name")
    closes_at = serializers.DateTimeField(source="classroom.closes_at")

    class Meta:
        model = Seat
        fields = ["id", "classroom", "name", "closes_at", "taken_at"]
        read_only_fields = fields


class WholeClassSeatSerializer(ClassSeatSerializer):
    """My seat with what I did, and what the class did together."""

    mine = CapsuleStepsSerializer(many=True, help_text="steps that I did")
    together = CapsuleStepsSerializer(many=True, help_text="steps that all did, added up")
    learners = serializers.IntegerField()

    class Meta(ClassSeatSerializer.Meta):
        fields = [*ClassSeatSerializer.Meta.fields, "mine", "together", "learners"]
        read_only_fields = fields


class ClassroomInput(serializers.Serializer):
    name = serializers.CharField(max_length=LONGEST_CLASS)
    days = serializers.IntegerField(
        required=False, min_value=1, max_value=MOST_DAYS, help_text="that it is open"
    )


class ClassroomChange(serializers.Serializer):
    name = serializers.CharField(max_length=LONGEST_CLASS, required=False)
    days = serializers.IntegerField(
        required=False, min_value=0, max_value=MOST_DAYS, help_text="from now; 0 closes it"
    )
    new_code = serializers.BooleanField(required=False, help_text="the one before is dead then")


class ClassSeatInput(serializers.Serializer):
    code = serializers.CharField(max_length=4 * CODE_LETTERS)
    name = serializers.CharField(
        max_length=LONGEST_LEARNER, help_text="the name or number that the teacher dealt out"
    )


class AnswerInput(serializers.Serializer):
    capsule = serializers.SlugField(max_length=LONGEST_NAME)
    question = serializers.SlugField(max_length=LONGEST_NAME)
    choice = serializers.IntegerField(
        min_value=0, max_value=MOST_CHOICES, help_text="as it stands in the text, from 0"
    )


class ProgressInput(serializers.Serializer):
    steps = StepInput(many=True, required=False, max_length=MOST_STEPS)
    answers = AnswerInput(many=True, required=False, max_length=MOST_STEPS)
