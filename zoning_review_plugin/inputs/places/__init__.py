"""Where layers lie: coordinate reference systems, datums, and what is wrong with a place."""
