"""Entering what a report of former years printed: number by number, or a whole file."""
