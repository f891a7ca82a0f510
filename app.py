"""The dashboard: `streamlit run app.py`, or `streamlit run app.py -- FOLDER` with a case of your own.

Streamlit runs this file anew after every change on the page. What it shows stands in `model/view`, a page in each
folder of `model/view/pages`.
"""

from model.view import main

main()
