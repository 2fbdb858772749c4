"""Timings of the program on its real designs. `python3 dev.py bench`; nothing here is a test."""
