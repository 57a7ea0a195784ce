"""The service under load: callers that read and write as people do, and what they had to wait for."""
