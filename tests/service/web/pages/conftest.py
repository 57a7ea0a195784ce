"""Browsers of people who are logged in, by forms alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from httpx2 import Response

from service.web.context import CSRF_HEADER, SESSION_COOKIE, csrf_token

Send = Callable[..., Response]


@pytest.fixture
def browser_of() -> Callable[[Any], Send]:
    """The browser of a caller: `send("POST", path, field="value")` follows redirects, as a browser does.

    Each request has the session's cookie alone, so that several people may use one client.
    """

    def browser(caller: Any) -> Send:
        def send(method: str, path: str, **form: Any) -> Response:
            headers = {"Accept": "text/html", CSRF_HEADER: csrf_token(caller.token)} | form.pop("headers", {})
            files = form.pop("files", None)
            caller.client.cookies.clear()
            caller.client.cookies.set(SESSION_COOKIE, caller.token)
            answer: Response = caller.client.request(method, path, headers=headers, data=form or None, files=files)
            return answer

        return send

    return browser
