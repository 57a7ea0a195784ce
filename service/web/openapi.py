"""`python -m service.web.openapi [FILE]` writes the OpenAPI document, by default to docs/openapi.json."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from service.web.app import create_app
from service.web.settings import Settings

PLACE = Path("docs/openapi.json")


def openapi_text() -> str:
    """The document of this version, as it stands in the repository; it does not depend on settings."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(database=f"sqlite:///{folder}/abbina.sqlite", run_worker=False))
        text = json.dumps(app.openapi(), indent=1, ensure_ascii=False, sort_keys=True)
        app.state.store.close()
    return text + "\n"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PLACE
    target.write_text(openapi_text(), encoding="utf-8")
