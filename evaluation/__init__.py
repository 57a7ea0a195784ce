"""Measuring: benches, held-out checks and the training of what is shipped."""
