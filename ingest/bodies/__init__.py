"""A body taken apart: its author's own words, and who is quoted in it."""
