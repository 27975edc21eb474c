"""Use cases of the portal; they know the schema and the register, and nothing of the screen."""
