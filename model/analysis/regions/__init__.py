"""Regions: the conditions, as a few readable boxes, under which a goal is reached whatever else is the case."""
