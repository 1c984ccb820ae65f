"""What webhooks look like in the API."""

from rest_framework import serializers

from chartbusters.webhooks.models import LONGEST_URL, Delivery, DeliveryState, Endpoint


class WebhookInput(serializers.Serializer):
    url = serializers.CharField(max_length=LONGEST_URL)
    kinds = serializers.ListField(
        child=serializers.CharField(max_length=80),
        max_length=50,
        help_text="names of events, of those that the desk's page lists",
    )


class WebhookChangeInput(serializers.Serializer):
    url = serializers.CharField(max_length=LONGEST_URL, required=False)
    kinds = serializers.ListField(
        child=serializers.CharField(max_length=80), max_length=50, required=False
    )
    on = serializers.BooleanField(required=False, help_text="whether anything is sent")


class WebhookSerializer(serializers.ModelSerializer):
    """A server that is told of what happens to a challenge."""

    kinds = serializers.ListField(child=serializers.CharField())
    waiting = serializers.IntegerField(help_text="deliveries on their way")
    failed = serializers.IntegerField(help_text="deliveries that were given up")

    class Meta:
        model = Endpoint
        fields = ["id", "url", "kinds", "created_at", "failing_since"]
        fields += ["off_at", "off_because", "waiting", "failed"]
        read_only_fields = fields


class NewWebhookSerializer(WebhookSerializer):
    """A webhook with its `secret`, which is told this once."""

    secret = serializers.CharField()

    class Meta(WebhookSerializer.Meta):
        fields = [*WebhookSerializer.Meta.fields, "secret"]
        read_only_fields = fields


class WebhookSecretSerializer(serializers.Serializer):
    secret = serializers.CharField(help_text="told this once")


class DeliverySerializer(serializers.ModelSerializer):
    """One event on its way to one webhook, and what came of the last try."""

    state = serializers.ChoiceField(DeliveryState.choices)

    class Meta:
        model = Delivery
        fields = ["id", "message_id", "kind", "state", "attempts", "next_at", "code", "took_ms"]
        fields += ["answer", "error", "created_at", "ended_at"]
        read_only_fields = fields


class ReplayInput(serializers.Serializer):
    since = serializers.DateTimeField(help_text="what failed of all that was made since then")


class ReplayedSerializer(serializers.Serializer):
    replayed = serializers.IntegerField(help_text="a thousand at most; ask again for more")
