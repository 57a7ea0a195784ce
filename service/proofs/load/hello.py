"""The least that an application can do, to hold a read of ours against: `python -m service.proofs.load.hello PORT`."""

from __future__ import annotations

import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/readyz")
@app.get("/")
def hello() -> dict[str, str]:
    """The same words every time, as FastAPI's own first example answers them: in a thread."""
    return {"Hello": "World"}


@app.get("/at-once")
async def hello_at_once() -> dict[str, str]:
    """The same without a thread."""
    return {"Hello": "World"}


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False)
