def explain_conflict(p): return ""
