"""Pasted and printed pages: heads that programs print above messages; where there are none, who wrote what, and what is quoted."""
