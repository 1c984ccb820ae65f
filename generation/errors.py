"""How the rooms say no. The site's exception handler turns it into an answer."""


class Declined(Exception):
    """A wish we understood and decline; `message` says what happened, what is safe and what to do
    next."""

    def __init__(
        self,
        code: str,
        message: str,
        status: int = 400,
        field: str | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.field = field
        self.retry_after = retry_after  # seconds, sent as the Retry-After header


class JobError(Declined):
    """A wish for music that is declined."""
