"""One module for each kind of page: what is asked of the archive, and which template shows it."""
