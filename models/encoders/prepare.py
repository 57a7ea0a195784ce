"""The command `python -m models.encoders.prepare`: makes the default models ready, once."""

from __future__ import annotations

import sys

from models.encoders.preparation import prepare_models
from models.errors import ModelError


def main() -> int:
    """Prepare, and print one line per model; 1 with the reason on stderr when that cannot be done."""
    try:
        models = prepare_models()
    except ModelError as err:
        sys.stderr.write(f"{err}\n")
        return 1
    for model in models:
        sys.stdout.write(f"{model.name}: ready, {model.n_bytes / 1e6:.0f} MB, {model.place} ({model.id})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
