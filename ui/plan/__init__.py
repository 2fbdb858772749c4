"""The editor of a design's own process plan: the steps, one step, and the tables both are made of."""
