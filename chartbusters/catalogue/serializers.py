"""What one model looks like in the API, and what is sent to change it."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from chartbusters.catalogue.models import LONGEST_WORDS
from generation.models import Visibility
from generation.serializers import ChoiceSerializer
from generation.services.trained import LONGEST_DESCRIPTION, LONGEST_TITLE


class ModelDataSerializer(serializers.Serializer):
    """Music that a model learnt from."""

    name = serializers.CharField()
    licence = serializers.CharField()
    attribution = serializers.CharField()


class ModelExampleSerializer(serializers.Serializer):
    """Where a melody is heard before and after the model was asked, as song documents."""

    title = serializers.CharField()
    words = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class ModelPublicationSerializer(serializers.Serializer):
    """That its owner asks to have a model published, and the answer."""

    words = serializers.CharField()
    asked_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    granted = serializers.BooleanField(allow_null=True)
    answer = serializers.CharField()


@extend_schema_serializer(component_name="WholeModel")
class WholeModelSerializer(ChoiceSerializer):
    """A model with all that its card tells. Its owner alone is told `link` and
    `publication`."""

    data = ModelDataSerializer(many=True)
    training = serializers.DictField()
    digest = serializers.CharField(help_text="SHA-256 of the weights; recipes name it")
    size = serializers.IntegerField(help_text="of the weights, in bytes")
    limits = serializers.ListField(child=serializers.CharField())
    examples = ModelExampleSerializer(many=True)
    url = serializers.CharField(help_text="its page, on this site")
    weights = serializers.CharField(help_text="where the file of its weights is taken home")
    withdrawn = serializers.BooleanField()
    link = serializers.CharField(allow_null=True, help_text="its page for whoever has the link")
    publication = ModelPublicationSerializer(allow_null=True)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        choice, more = instance
        return self.told(choice, more)


class ModelChange(serializers.Serializer):
    title = serializers.CharField(max_length=LONGEST_TITLE, required=False)
    description = serializers.CharField(
        max_length=LONGEST_DESCRIPTION, required=False, allow_blank=True
    )


class ModelVisibilityInput(serializers.Serializer):
    """`link` draws a new link each time. `published` is an organiser's to say: ask for it."""

    visibility = serializers.ChoiceField(Visibility.choices)
    words = serializers.CharField(
        max_length=LONGEST_WORDS,
        required=False,
        allow_blank=True,
        default="",
        help_text="why, where an organiser takes back what was published",
    )


class ModelPublicationInput(serializers.Serializer):
    words = serializers.CharField(
        max_length=LONGEST_WORDS, required=False, allow_blank=True, default=""
    )


class ModelAnswerInput(ModelPublicationInput):
    granted = serializers.BooleanField()


class ModelLinkInput(serializers.Serializer):
    link_token = serializers.CharField(max_length=32, help_text="the last part of the link")
