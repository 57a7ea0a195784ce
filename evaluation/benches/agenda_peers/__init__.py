"""Other ways to make an agenda, beside abbina's: what an organiser does by hand, and what is usually programmed.

They keep the rules of a core problem (availability, caps, minimums, musts, forbidden pairs, tables) and know nothing of
ways between venues, sessions, idle slots or floors of fairness.
"""
