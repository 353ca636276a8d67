"""Other tools' conventions, as data: what their settings files say, and the names they give."""
