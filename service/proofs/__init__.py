"""Proofs on the running service: real processes, real HTTP, either database. Each command prints its figures."""
