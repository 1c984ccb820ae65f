"""Without a mail server mail is kept for the site's owner: its links are in no log."""

import logging
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage

from chartbusters.mail.local import KEPT, LocalMail

LINK = "http://localhost/accounts/password/reset/key/1-abc/"


@pytest.fixture
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path / "mail"


def send() -> None:
    LocalMail().send_messages(
        [EmailMessage("A new password", f"Go to {LINK}", "site@example.org", ["a@example.org"])]
    )


def test_it_works(folder: Path, caplog: Any, capsys: Any) -> None:
    with caplog.at_level(logging.INFO):
        send()
    (kept,) = folder.iterdir()
    assert (
        LINK in kept.read_text()
        and kept.stat().st_mode & 0o777 == 0o600
        and folder.stat().st_mode & 0o777 == 0o700
    )
    shown = capsys.readouterr()
    assert str(kept) in caplog.text and LINK not in caplog.text + shown.out + shown.err


def test_it_shows_the_mail_to_whoever_sits_there(
    folder: Path, capsys: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    send()
    assert LINK in capsys.readouterr().err and not folder.exists()


def test_old_mail_goes(folder: Path) -> None:
    send()
    (old,) = folder.iterdir()
    os.utime(old, (time.time() - KEPT - 60,) * 2)
    send()
    assert old not in list(folder.iterdir()) and len(list(folder.iterdir())) == 1
