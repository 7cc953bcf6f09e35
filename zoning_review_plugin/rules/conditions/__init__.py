"""Conditions of rules: a closed set of operators, read from data and asked of a table of facts."""
