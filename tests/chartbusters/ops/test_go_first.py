"""When all want the processor, pages go before takes, and takes before recordings."""

import os
import sys
from pathlib import Path

from chartbusters.ops import processes
from chartbusters.ops.child import Child, Part
from generation.music import upload_child

SAYS = "import os, sys; open(sys.argv[1], 'w').write(str(os.nice(0)))"


def test_a_part_stands_as_far_behind_as_it_is_told(tmp_path: Path) -> None:
    told = tmp_path / "told"
    child = Child(Part("part", [sys.executable, "-c", SAYS, str(told)], nice=3))
    child.start()
    assert child.process is not None and child.process.wait(60) == 0
    assert int(told.read_text()) == min(19, os.nice(0) + 3)


def test_pages_go_first_and_recordings_last() -> None:
    web = processes.web_part("127.0.0.1", 8000)
    quick, boards, render, generate, train = processes.worker_parts()
    names = [part.name for part in (quick, boards, render, generate, train)]
    assert names == ["quick", "boards", "render", "generate", "train"]
    assert web.nice < quick.nice == boards.nice < generate.nice < render.nice
    # the child in which a network learns is nicer by ten again
    assert generate.nice == train.nice and render.nice < train.nice + 10
    assert processes.scheduler_part().nice == web.nice  # a late tick holds everybody up
    assert web.nice < upload_child.NICE
