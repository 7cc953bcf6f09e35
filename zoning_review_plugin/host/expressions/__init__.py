"""Functions for expressions: styling, labelling, the field calculator."""
