"""What would it take? The model asked backward."""
