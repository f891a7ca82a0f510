"""The door for a browser, and the only home of Streamlit."""
