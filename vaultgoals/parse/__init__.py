"""From the text of a note to what it says: frontmatter, body, and the grammar of checks."""
