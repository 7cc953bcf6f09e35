"""Several callers on the same shapes at once. In a process of its own, so that a crash is a failure and not the end.

A minute of it: python -m bench.race
"""

import os
import subprocess
import sys

SECONDS = os.environ.get("ZONING_REVIEW_RACE_SECONDS", "3")


def test_threads_on_the_same_shapes_find_what_one_thread_finds(root):
    call = [sys.executable, "-X", "faulthandler", "-m", "bench.race", "--seconds", SECONDS]
    done = subprocess.run(call, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr[-4000:]
