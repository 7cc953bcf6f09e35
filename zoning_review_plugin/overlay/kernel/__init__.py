"""The exact-area kernel: areas that polygons share, without making what they share. See docs/kernel.md."""
