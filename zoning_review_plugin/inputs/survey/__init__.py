"""Survey boundary text and lists of coordinates."""
