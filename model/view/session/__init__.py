"""What one visitor has set, undone, pinned and opened, and the link that holds it."""
