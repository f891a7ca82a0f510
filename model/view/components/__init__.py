"""What the page shows that Streamlit has not: a folder a component, its Python, JavaScript and CSS together."""

from model.view.components.mounting import mount

__all__ = ["mount"]
