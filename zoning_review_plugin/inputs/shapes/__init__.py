"""Shapes as delivered: decoded, tested, repaired."""
