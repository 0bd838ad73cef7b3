"""The archive as a folder that can be handed on: as static pages, or ready to be served elsewhere."""
