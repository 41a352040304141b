"""Sentence classifiers: one interface, one implementation a file."""
