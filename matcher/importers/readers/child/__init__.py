"""The process that parses spreadsheets, apart from everything else: two files that import nothing of abbina."""
