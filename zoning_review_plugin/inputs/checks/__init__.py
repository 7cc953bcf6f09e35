"""What is checked of the features of a layer while they pass the gate: one check a module."""
