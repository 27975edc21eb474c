"""The declaration of every table, field and list; all other layers derive from it."""
