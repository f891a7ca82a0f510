"""A scenario at every row of a table of values, as other people's samplers make them."""
