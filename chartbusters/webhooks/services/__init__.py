"""Everything that changes endpoints and deliveries."""

from chartbusters.webhooks.services.endpoints import (
    endpoint_change,
    endpoint_create,
    endpoint_remove,
    endpoint_renew_secret,
    endpoint_switch,
)
from chartbusters.webhooks.services.queueing import from_event, webhook_send
from chartbusters.webhooks.services.replaying import (
    deliveries_replay,
    delivery_replay,
    delivery_try_out,
)
from chartbusters.webhooks.services.sending import deliveries_forget, deliveries_send

__all__ = [
    "deliveries_forget",
    "deliveries_replay",
    "deliveries_send",
    "delivery_replay",
    "delivery_try_out",
    "endpoint_change",
    "endpoint_create",
    "endpoint_remove",
    "endpoint_renew_secret",
    "endpoint_switch",
    "from_event",
    "webhook_send",
]
