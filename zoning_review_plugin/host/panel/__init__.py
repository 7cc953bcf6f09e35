"""The panel: an editor of one case, its run and its results. Each page is one step of a review."""
