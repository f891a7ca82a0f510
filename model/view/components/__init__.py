"""What the page shows that Streamlit has not: a folder a component, Python, JavaScript and CSS together."""
