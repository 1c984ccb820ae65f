"""What a mail address is."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email


def is_mail_address(text: str) -> bool:
    """Whether it is written as one; who reads it is another matter."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
