"""The words shown to people, in Italian and English."""

from matcher.language.messages import Messages, load_messages

__all__ = ["Messages", "load_messages"]
