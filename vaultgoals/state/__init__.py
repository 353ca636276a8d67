"""What vaultgoals keeps of a vault for one user on one machine: outside the vault, never synced."""
