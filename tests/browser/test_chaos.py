"""Chaos in short: while somebody types, things die, and no word does."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.usefixtures("program")
def test_no_word_dies_with_the_server_the_browser_or_beside_another_window() -> None:
    command = [sys.executable, "-m", "benchmarks.chaos", "--acts", "1", "--runs", "3"]

    ended = subprocess.run(
        [*command, "--seed", "90"], capture_output=True, text=True, cwd=ROOT, check=False
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "3 runs" in ended.stdout
