"""A network that learns beside a site makes way for it: for its processor, and for its memory."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

ASK = """
import os
from generation.train import go_last
go_last()
print(os.nice(0), open("/proc/self/oom_score_adj").read().strip())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells")
def test_it_works() -> None:
    told = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == [str(min(19, os.nice(0) + 10)), "1000"]
