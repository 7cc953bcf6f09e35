"""`python3 -m zoning_review_plugin`: the headless command."""

import os
import sys
import warnings

from .command.interrupts import own_interrupts

_INTERRUPTED = 130

if __name__ == "__main__":
    if not sys.warnoptions:  # a developer may ask for them; for a user they are noise between our sentences
        warnings.simplefilter("ignore")
    try:
        with own_interrupts():
            from .command.main import main

            status = main()
    except KeyboardInterrupt:  # before there were words to say it in, or while they were printed
        status = _INTERRUPTED
    if status == _INTERRUPTED:
        os._exit(status)  # a library's thread in the middle of its work would end Python's own end by a signal
    sys.exit(status)
