"""All that is for the eye, and the only place besides app.py that imports Streamlit."""
