"""What a person moves: levers, events, theories, beliefs, scenarios to start from, undo, downloads."""
