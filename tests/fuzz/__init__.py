"""Mutated PDFs through ``verify``: whatever is in a file, the answer is a verdict with a reason."""
