"""Proofs on the running service: real processes, real HTTP, either database. Each is a command that prints its figures."""
