"""The register on a shared Google Sheet, reached through gspread; see docs/decisions/0008."""
