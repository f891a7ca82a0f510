"""The pages: a folder a page."""
