"""How jobs say no. The site's exception handler turns it into an answer."""


class JobError(Exception):
    """A wish for music that is declined; `message` says why, and what to do next, in plain words."""

    def __init__(self, code: str, message: str, status: int = 400, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.field = field
