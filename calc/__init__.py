"""Quantities, equations and rules of a pouch cell. No Qt, no files, no state."""
