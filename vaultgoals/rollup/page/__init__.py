"""The state of a vault as one self-contained page of HTML: its content as values, and the way to its text."""
