"""The invented city of the bundled sample, part by part; `scripts/make_sample.py` puts it together."""
