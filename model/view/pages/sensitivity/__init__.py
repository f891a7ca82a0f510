"""What matters most? Each lever, assumption and belief by its weight."""
