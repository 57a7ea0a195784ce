"""The words shown to people, in Italian and English."""

from matcher.language.countries import country_label
from matcher.language.messages import Messages, load_messages

__all__ = ["Messages", "country_label", "load_messages"]
