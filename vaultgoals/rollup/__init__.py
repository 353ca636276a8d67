"""What vaultgoals writes into notes: text that is safe to stand there, and regions that harm nothing."""
