"""What an operator may choose. One order of sources: arguments, then `ABBINA_*` in the environment, then a file.

The file is `abbina.toml` in the working directory, or the one that `ABBINA_CONFIG` names; what none of them says has
the default here. Secrets do not show in a printed `Settings`.
"""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from matcher.errors import ConfigError
from models.encoders import DEFAULT_ENCODER

CONFIG_VARIABLE = "ABBINA_CONFIG"
CONFIG_FILE = "abbina.toml"

MEBIBYTE = 1024 * 1024

Rate = Annotated[str, Field(pattern=r"^[1-9][0-9]*/(second|minute|hour|day)$")]
"""How often something may happen: `600/minute`."""


class Settings(BaseSettings):
    """The settings of one installation."""

    model_config = SettingsConfigDict(env_prefix="ABBINA_", extra="forbid", frozen=True)

    database: str = Field(
        default="sqlite:///abbina.sqlite", description="sqlite:///FILE or postgresql://USER@HOST/NAME"
    )
    host: str = Field(default="127.0.0.1", description="address to listen on; by default this machine only")
    port: int = Field(default=8000, ge=0, le=65535, description="port to listen on; 0: a free one")
    base_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^/\s]+",
        description="address by which browsers reach it; by default host and port",
    )
    secret_file: Path | None = Field(
        default=None,
        description="file of the key that signs links; made when missing; by default beside the SQLite file",
    )
    insecure: bool = Field(default=False, description="accept a public address without https: cookies travel in clear")
    forwarded_allow_ips: str = Field(
        default="127.0.0.1", description="proxies whose X-Forwarded-* headers are believed"
    )
    demo: bool = Field(default=False, description="let everybody in as the demo's people: on this machine alone")
    metrics_token: SecretStr | None = Field(
        default=None, description="bearer token for /metrics; without one, this machine alone may read it"
    )
    run_worker: bool = Field(default=True, description="run one worker for jobs inside the server")
    encoder: str = Field(
        default=DEFAULT_ENCODER, description="what reads texts: fused, e5, use, or a model's name or folder"
    )
    model: Path | None = Field(
        default=None, description="folder of a trained ranker or of weights; by default the shipped model"
    )
    cache_dir: Path | None = Field(
        default=None, description="where models and vectors are kept; by default the user's cache"
    )
    threads: int = Field(default=2, ge=1, le=256, description="processor threads of a worker")
    lease_seconds: float = Field(
        default=30.0, gt=1, le=3600, description="how long a job of a worker that died is left to it"
    )
    allow_private_hooks: bool = Field(default=False, description="let webhooks call http and addresses of this network")
    body_bytes: int = Field(default=MEBIBYTE, ge=1024, description="most bytes of a request's body")
    upload_bytes: int = Field(default=20 * MEBIBYTE, ge=1024, description="most bytes of an uploaded file")
    rate_limit: Rate = Field(default="3000/minute", description="requests of one address")
    login_limit: Rate = Field(
        default="10/minute", description="failed logins and invitations of one account or address"
    )
    session_hours: float = Field(default=12.0, gt=0, le=24 * 90, description="how long a login lasts")
    invitation_days: float = Field(default=14.0, gt=0, le=90, description="how long an invitation is good")
    idempotency_hours: float = Field(
        default=24.0, gt=0, le=24 * 30, description="how long an answer to a repeated key is kept"
    )
    grace_seconds: int = Field(
        default=20, ge=0, le=600, description="how long requests may end after the server is told to"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, environment, file: nothing else is read."""
        del dotenv_settings, file_secret_settings
        file = Path(os.environ.get(CONFIG_VARIABLE, CONFIG_FILE))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=file)

    @model_validator(mode="after")
    def _demo_is_private(self) -> Settings:
        """A demo asks nobody who they are, so nobody else may reach it."""
        if self.demo and not self.is_for_this_machine:
            raise ValueError(
                "a demo lets everybody in, so this machine alone may reach it: leave host and base_url out"
            )
        return self

    @model_validator(mode="after")
    def _is_safe(self) -> Settings:
        """A server that others reach has https before it, unless somebody says that it need not.

        A `base_url` of another machine says that others reach it, whatever address it listens on.
        """
        is_local = _is_loopback(self.host) and _is_loopback(urlsplit(self.address).hostname or "")
        if not (self.insecure or self.has_https or is_local):
            raise ValueError(
                f"listening on {self.host} with the base_url {self.address}: passwords would travel in clear. Put "
                "https before it and set base_url, or set insecure"
            )
        return self

    @property
    def address(self) -> str:
        """The address by which browsers reach the service, without a slash at its end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (self.base_url or f"http://{host}:{self.port}").rstrip("/")

    @property
    def is_for_this_machine(self) -> bool:
        """Whether nobody else can reach the service: it listens to this machine alone, without a proxy before it."""
        return self.base_url is None and _is_loopback(self.host)

    @property
    def has_https(self) -> bool:
        """Whether browsers reach the service by https: cookies are then sent over nothing else."""
        return urlsplit(self.address).scheme == "https"


def load_settings(**arguments: object) -> Settings:
    """The settings with these arguments; None stands for one that was not given.

    Raises:
        ConfigError: a value is wrong or a name unknown; the message says which, without its value.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]  # checked by pydantic
    except ValidationError as err:
        wrong = "; ".join(
            f"{'.'.join(map(str, each['loc'])) or 'settings'}: {each['msg']}"
            for each in err.errors(include_input=False)
        )
        raise ConfigError(f"the settings are wrong: {wrong}") from None
    except ValueError as err:
        raise ConfigError(f"the settings file cannot be read: {err}") from None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
