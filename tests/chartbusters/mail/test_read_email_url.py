"""EMAIL_URL says which mail server takes our mail; nonsense is refused, and the password is never
in the message."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from chartbusters.mail.server import mail_server


@pytest.mark.parametrize(
    ("url", "fields"),
    [
        (
            "smtp://mail.example.org",
            {"host": "mail.example.org", "port": 25, "use_tls": False, "use_ssl": False},
        ),
        (
            "smtp://u%40x:p%2Fw@h:2525?tls=true",
            {"user": "u@x", "password": "p/w", "port": 2525, "use_tls": True},
        ),
        ("smtp://h?tls=true&timeout=5", {"port": 587, "use_tls": True, "timeout": 5}),
        ("smtp://h?tls=false", {"port": 25, "use_tls": False}),
        ("smtps://u:p@h", {"port": 465, "use_ssl": True, "use_tls": False}),
        ("smtp://[::1]:26", {"host": "::1", "port": 26}),
        ("console:", {"backend": "chartbusters.mail.local.LocalMail"}),
        ("file:///var/mail%20box", {"file_path": "/var/mail box"}),
        ("file:/tmp/mails", {"file_path": "/tmp/mails"}),
    ],
)
def test_it_works(url: str, fields: dict[str, object]) -> None:
    server = mail_server(url)
    assert {name: getattr(server, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", ""),
        ("mail.example.org", ""),
        ("http://mail.example.org", ""),
        ("smtp://", "host is missing"),
        ("smtp://user:s3cret@h:port", "port is not a number"),
        ("smtp://user:s3cret/more@h", "written as %XX"),
        ("smtp://user:s3cret@h:99999", "port is not a number"),
        ("smtp://h?tls=maybe", "tls is true or false"),
        ("smtp://h?tls", ""),
        ("smtp://h?ssl=true", "no option ssl"),
        ("smtp://h?timeout=soon", "number of seconds"),
        ("smtp://h?timeout=0", "number of seconds"),
        ("smtps://h?tls=true", "no sense"),
        ("console:out", "nothing behind"),
        ("file:", "path of a folder"),
        ("file://host/folder", "path of a folder"),
    ],
)
def test_it_rejects_nonsense(url: str, reason: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        mail_server(url)
    assert reason in str(refused.value) and "smtp://user:password@host" in str(refused.value)
    assert "s3cret" not in str(refused.value)
