"""`python3 -m zoning_review_plugin`: the headless command."""

import sys
import warnings

if __name__ == "__main__":
    from .command.main import main

    if not sys.warnoptions:  # a developer may ask for them; for a user they are noise between our sentences
        warnings.simplefilter("ignore")
    sys.exit(main())
