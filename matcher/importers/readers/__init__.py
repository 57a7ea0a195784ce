"""Reads the files people send, safely: formats, encodings, limits, and a clear word on what cannot be read."""

from matcher.importers.readers.limits import DEFAULT_LIMITS, ReadLimits
from matcher.importers.readers.read_file import read_file

__all__ = ["DEFAULT_LIMITS", "ReadLimits", "read_file"]
