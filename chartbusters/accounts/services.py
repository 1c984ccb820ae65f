"""What people may change about themselves."""

from chartbusters.accounts.models import User
from chartbusters.web.errors import Refusal

LONGEST_NAME = 60
LONGEST_ABOUT = 500


def person_update(*, person: User, display_name: str, about: str) -> User:
    """Changes what the profile shows. Raises `Refusal` for texts that are too long."""
    display_name, about = " ".join(display_name.split()), about.strip()
    if len(display_name) > LONGEST_NAME:
        raise Refusal("too_long", f"A name has {LONGEST_NAME} characters at most.", field="display_name")
    if len(about) > LONGEST_ABOUT:
        raise Refusal("too_long", f"The words about you have {LONGEST_ABOUT} characters at most.", field="about")
    person.display_name, person.about = display_name, about
    person.save(update_fields=["display_name", "about"])
    return person
