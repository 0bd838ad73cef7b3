"""Archives on the web: which kind one is, which files it has, and how they come here without being a burden to their server."""
