"""The parts of `review.html`: what stands where, tables as compact data, the start of each as plain rows."""
