"""Dashboards: what a page shows, worked out once for everybody who may see it; the pages only draw it."""
