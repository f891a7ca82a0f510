"""The model asked backward: which changes reach a goal, by which steps, and which red lines stand in the way."""
