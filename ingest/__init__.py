"""Read archives of mailing lists and store every place where a message was seen."""
