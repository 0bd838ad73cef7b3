"""The rows of archive.db: what is carried over, what is written anew."""
