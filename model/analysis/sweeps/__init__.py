"""A scenario at every point of a grid: run here or on a cluster, and saved."""
