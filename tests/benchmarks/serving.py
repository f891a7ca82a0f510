"""Streamlit scripts as a browser gets them: the page, and a bare app of one slider to measure it by."""

from tests.support.page import ROOT
from tests.support.serving import served

#: The page, and what is as little as a Streamlit app with a lever can be.
OURS, APP = "app.py", "import streamlit as st\nst.write(st.slider('Trust', 0.0, 1.0, step=0.05))\n"

__all__ = ["APP", "OURS", "ROOT", "served"]
