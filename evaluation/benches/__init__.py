"""Measurements that a document or a decision quotes; each prints what it found."""
