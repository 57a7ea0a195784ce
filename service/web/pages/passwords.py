"""How long a password is: the same for pages as for the API."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from service.web.secrecy import Password

_PASSWORD: TypeAdapter[Password] = TypeAdapter(Password)


def is_long_enough(password: str) -> bool:
    """Whether an account may have this password.

    >>> is_long_enough("short"), is_long_enough("correct horse battery staple")
    (False, True)
    """
    try:
        _PASSWORD.validate_python(password)
    except ValidationError:
        return False
    return True
