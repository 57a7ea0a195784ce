"""From files as people send them to profiles and interactions, with a report of every doubt."""

from matcher.importers.duplicates import Duplicate, Sign, alike
from matcher.importers.interactions_importer import ImportedInteractions, import_interactions
from matcher.importers.preferences_importer import (
    ImportedPreferences,
    import_preferences,
    import_presences,
)
from matcher.importers.profile_rows import PROFILE_HEADERS, profile_to_row
from matcher.importers.profiles_importer import ImportedProfiles, import_profiles
from matcher.importers.single_profile import check_profile

__all__ = [
    "PROFILE_HEADERS",
    "Duplicate",
    "ImportedInteractions",
    "ImportedPreferences",
    "ImportedProfiles",
    "Sign",
    "alike",
    "check_profile",
    "import_interactions",
    "import_preferences",
    "import_presences",
    "import_profiles",
    "profile_to_row",
]
