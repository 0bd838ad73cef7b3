"""Which posts are one message, which hold one text, and which message a quote is of."""
