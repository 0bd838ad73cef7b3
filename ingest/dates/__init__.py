"""Dates as people and programs write them inside bodies, in any language."""
