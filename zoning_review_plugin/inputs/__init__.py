"""Floor 1: anything that holds features or a case becomes a `Layer`, a `Case` and issues."""
