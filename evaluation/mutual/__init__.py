"""Two interests into one score, compared on events where both sides said what they thought of each other."""
