"""What /healthz says of seasons."""

from chartbusters.ops.health import Unhealthy
from chartbusters.seasons import selectors


def seasons_checked() -> str:
    if failing := [board.season.slug for board in selectors.seasons_failing()]:
        raise Unhealthy(
            f"cannot be computed: {', '.join(failing)}; why stands under Seasons in the "
            "administration"
        )
    return "all could be computed"
