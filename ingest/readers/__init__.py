"""One module per file format; each gives cells as text."""
