"""A whole run as one flat list of row operations: what the browser runs, and a small machine in NumPy to check it."""
