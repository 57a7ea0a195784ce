"""From a file that was read to a preview with every problem, and from that to rows of the programme."""

from service.importing.foretelling import Foretold, foretell_import
from service.importing.reading import DEFAULT_KINDS, Reading, known_parties, read_table
from service.importing.taking import Taken, add_preview, import_now, take_import

__all__ = [
    "DEFAULT_KINDS",
    "Foretold",
    "Reading",
    "Taken",
    "add_preview",
    "foretell_import",
    "import_now",
    "known_parties",
    "read_table",
    "take_import",
]
