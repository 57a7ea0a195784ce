"""Texts to vectors, features to scores; knows no startup."""
