"""Texts: which encoding they are in, and what values they state."""
