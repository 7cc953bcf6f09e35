"""The steps of the panel, one page each."""
