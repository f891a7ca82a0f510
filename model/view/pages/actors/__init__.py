"""Who wants what? The actors, their objectives and their ties as a graph."""
