"""A pack as a workbook that a person fills in, and back without loss; official lists in other layouts."""
