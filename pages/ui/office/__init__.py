"""The office itself on the screen: set-up, settings, people and teams, templates, import."""
