"""The published B2B scheduling problem: fixed meetings to be timed with as few breaks as possible, solved and proven.

Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy and Villaret, "Constraint Solving Approaches to the
Business-to-Business Meeting Scheduling Problem", Journal of Artificial Intelligence Research 74 (2022).
"""
