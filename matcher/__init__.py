"""abbina's domain: who takes part, who should meet whom, and why."""

__version__ = "0.1.0"

__all__ = ["__version__"]
