"""Floor 3: a Result becomes plain tables for readers: columns, units, decimals, notes."""
