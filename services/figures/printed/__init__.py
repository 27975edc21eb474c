"""Figures that reports of former years printed, beside those worked out: what differs, and what explains it."""
