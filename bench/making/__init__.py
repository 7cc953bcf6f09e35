"""How the data of the benchmarks is made: random ground, tilings, sites, layers, files."""
