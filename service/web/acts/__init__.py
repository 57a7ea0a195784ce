"""What people do in a programme and to an installation, each act with its rules and its line in the audit log.

The API and the pages share it: neither knows a rule that the other has not. Acts take a transaction and who acts, raise
the store's errors and `Problem`, and know nothing of requests.
"""
