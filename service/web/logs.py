"""The log: one JSON object a line, on standard error."""

from __future__ import annotations

import logging
import sys

import structlog


def set_up_logs() -> None:
    """Log as JSON from now on; the server's own lines of access, which hold addresses, are left out."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.getLogger("uvicorn.access").disabled = True
