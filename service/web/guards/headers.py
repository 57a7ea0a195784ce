"""Headers by which browsers protect the pages: no foreign script, no frame, no guessed types, no leaking address."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Scripts, styles and requests from this server only, and none inside a page."""

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What an answer has unless its route says otherwise."""

HTTPS_ONLY = "max-age=31536000"


class SecurityHeaders:
    """Puts the headers on every answer; with https, browsers are told to use nothing else for a year."""

    def __init__(self, app: ASGIApp, *, has_https: bool) -> None:
        self.app = app
        headers = HEADERS | ({"Strict-Transport-Security": HTTPS_ONLY} if has_https else {})
        self.headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(one for one in self.headers if one[0] not in said)]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)
