"""Texts as they are published: without addresses and what was redacted, with links and letters made whole."""
