"""The least that an application can do: `python -m service.proofs.load.hello PORT`. A read of ours is held against it."""

from __future__ import annotations

import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/readyz")
async def hello() -> dict[str, str]:
    """The same words every time."""
    return {"hello": "world"}


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False)
