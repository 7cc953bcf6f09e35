"""Floor 1: shapes become figures: area, length, distance, union. Knows no role and no law."""
