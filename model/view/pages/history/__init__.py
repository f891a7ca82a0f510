"""Was it right? The general rules held against wars whose end is known."""
