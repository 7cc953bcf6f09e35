"""Floor 0: what everyone speaks: codes, records, result columns, words. Standard library only."""
