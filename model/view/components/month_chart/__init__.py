"""A chart over the months, for scripts that show one: drawn once, and moved frame by frame where its values move."""
