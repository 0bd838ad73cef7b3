"""Files on disk: which are read, what is packed in them, and what befalls them."""
