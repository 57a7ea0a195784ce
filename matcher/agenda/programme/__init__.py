"""From an event, profiles, scores and wishes to the problem of an agenda."""
