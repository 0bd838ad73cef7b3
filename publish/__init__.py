"""Pages to read, search and share an archive, as a Datasette plugin."""
