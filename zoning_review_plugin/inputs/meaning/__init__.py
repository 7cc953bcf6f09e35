"""What layers and their columns mean: roles, fields, codes."""
