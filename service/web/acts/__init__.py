"""What people do in a programme and to an installation, each act with its rules and its line in the audit log.

The API and the pages share it: neither knows a rule that the other has not. Acts take a transaction, or a store where
they need several, and who acts; they raise the store's errors and `Problem`, and know nothing of requests.
"""
