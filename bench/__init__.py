"""How quick the portal is: `python -m bench pages` and `python -m bench load`. It measures; it never fails a build."""
