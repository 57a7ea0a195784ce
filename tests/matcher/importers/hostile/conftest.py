"""Lets the tests of this folder import its builder modules (there are no packages under tests)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
