"""The rule packs of the bundled sample, as plain data; `scripts/make_packs.py` writes them. All of it is invented."""
