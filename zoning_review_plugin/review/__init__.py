"""Floor 2: the one way through: cut, overlay, tabulate what was met. `review()` is the only door."""
