"""The steps of a package's check, one file a question."""
