"""What stands in each part of the report: `focus` section 1, `quality` 2, `petitions` 3, `findings` 4, `tables` 5.

Each function returns what a part drafts from the figures, or draws; `services/report/building.py` puts them in place.
"""
