"""Other people's recommenders on the same split with the same scorer, each in an environment that is not abbina's."""
