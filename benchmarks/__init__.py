"""Measurements of what is promised, as ratios in one run."""
