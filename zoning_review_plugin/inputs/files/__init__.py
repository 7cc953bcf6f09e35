"""Files by their bytes: whole or not, of which format, and known from an earlier run or not."""
