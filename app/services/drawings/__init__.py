"""Drawings of a design without a renderer: sections, plans, stacking pictures and the mass bar. See scene.py."""
