"""The case file: read, typed by its schema, and drafted from layers."""
