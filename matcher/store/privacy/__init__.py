"""What is kept of one party: given out whole, or erased wherever it stands."""

from __future__ import annotations

from matcher.store.privacy.erase import Erasure, erase_again, erase_party, erased_hashes, party_hash
from matcher.store.privacy.export import export_party
from matcher.store.privacy.overwrite import overwrite_deleted

__all__ = ["Erasure", "erase_again", "erase_party", "erased_hashes", "export_party", "overwrite_deleted", "party_hash"]
