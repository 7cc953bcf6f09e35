"""What the sheets of a workbook are made of: names, cells, a table, the cover."""
