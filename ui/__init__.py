"""The window. Shows and edits; computes nothing."""
