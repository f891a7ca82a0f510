"""The door for a browser, and the only home of Streamlit."""

from model.view.dashboard import main

__all__ = ["main"]
