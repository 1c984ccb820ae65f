"""Which events an endpoint can be told of. The rooms in which they happen add theirs."""

TEST = "webhook.test"
# Names as Standard Webhooks wants them, each with what organisers read beside the box to tick.
KINDS: dict[str, str] = {}
