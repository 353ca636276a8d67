"""Acts: commands that a user has approved, run when the user asks for it."""
