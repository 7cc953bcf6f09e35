"""Floor 3: a Result or its tables become files, one writer a kind."""
