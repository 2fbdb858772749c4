"""Cellwright: design pouch cells and get them made."""

__version__ = "0.1.0"
