"""Pre-judgement in the window: tools that point out a place on the map, and the dock with its card."""
