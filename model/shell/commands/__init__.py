"""The commands of `python -m model`, each in the file that bears its name; `diff_report.py` belongs to `diff.py`."""
