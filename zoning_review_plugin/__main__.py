"""`python3 -m zoning_review_plugin`: the headless command."""

import sys
import warnings

from .command.interrupts import own_interrupts

if __name__ == "__main__":
    if not sys.warnoptions:  # a developer may ask for them; for a user they are noise between our sentences
        warnings.simplefilter("ignore")
    try:
        with own_interrupts():
            from .command.main import main

            sys.exit(main())
    except KeyboardInterrupt:  # before there were words to say it in, or while they were printed
        sys.exit(130)
