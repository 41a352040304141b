"""Labelled articles → augmented windows → fine-tuned network → calibrated, quantised, shipped model."""
