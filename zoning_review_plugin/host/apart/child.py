"""The process beside QGIS: reads one request, tells its progress as lines of JSON, writes one answer.

python -m …host.apart.child FOLDER     request, answer: files in it. It stops when its standard input is closed.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import traceback
import warnings
from pathlib import Path

from ...model.errors import Cancelled, ReviewFault
from ...model.progress import Progress
from . import tasks
from .parcels import load, save

REQUEST, ANSWER = "request", "answer"
_GRACE_S = 5.0  # for writers to clear away, before the process ends itself
_EVERY_S = 0.1


class Told(Progress):
    """Tells QGIS how far the work is; raises `Cancelled` once nobody listens."""

    def __init__(self):
        self._stop, self._told = threading.Event(), 0.0

    def step(self, stage, fraction):
        if self._stop.is_set():
            raise Cancelled()
        if time.monotonic() - self._told > _EVERY_S:
            self._told = time.monotonic()
            print(json.dumps({"stage": stage, "fraction": fraction}), flush=True)

    def follow(self):
        """Wait until standard input ends: the user stopped, or QGIS is gone."""
        sys.stdin.buffer.read()
        self._stop.set()
        time.sleep(_GRACE_S)
        os._exit(1)


def main(folder):
    """Do what the request in `folder` asks for; its answer is {"value"} or {"faults"} or {"failed"}."""
    warnings.simplefilter("ignore")
    progress = Told()
    threading.Thread(target=progress.follow, daemon=True).start()
    save(_answer(progress, Path(folder)), Path(folder) / ANSWER)
    sys.stdout.flush()
    os._exit(0)  # libraries of QGIS may crash at exit, when all is done


def _answer(progress, folder):
    try:
        name, arguments = load(folder / REQUEST)
        return {"value": getattr(tasks, name)(progress, *arguments)}
    except Cancelled:
        return {"cancelled": True}
    except ReviewFault as fault:
        return {"faults": (fault, *fault.others)}
    except MemoryError:
        return {"faults": (ReviewFault("out_of_memory"),)}
    except ImportError as error:
        return {"missing": error.name or str(error)}
    except Exception as error:
        return {"failed": repr(error), "trace": traceback.format_exc()}


if __name__ == "__main__":
    main(sys.argv[1])
