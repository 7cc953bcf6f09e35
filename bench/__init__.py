"""Measuring the overlap engine against other tools on the same work; see docs/benchmarks.md. Not part of the plugin."""
