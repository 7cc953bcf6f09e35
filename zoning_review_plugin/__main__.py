"""`python3 -m zoning_review_plugin`: the headless command."""

import sys

if __name__ == "__main__":
    from .command.main import main

    sys.exit(main())
