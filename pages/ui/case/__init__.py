"""What belongs to one case on the screen: its file, its form, its steps and what is noted about it."""
