"""Facts and packs of clauses → findings. Knows no geometry and no layer."""
