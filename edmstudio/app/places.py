"""Where things lie on this machine: library, cache, backups and settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from edmstudio.app.settings import FILE, Settings

NAME = "edmstudio"


@dataclass(frozen=True, slots=True)
class Places:
    """All of them can be told apart, for tests.

    Attributes
    ----------
    library : Path
        The library file.
    cache : Path
        A folder that may be deleted at any time.
    backups : Path
        A folder beside the library.
    settings : Path
        The settings file.
    """

    library: Path
    cache: Path
    backups: Path
    settings: Path


def settings_file(environ: Mapping[str, str]) -> Path:
    """`EDMSTUDIO_CONFIG` names the folder; otherwise the platform does."""
    if folder := environ.get("EDMSTUDIO_CONFIG"):
        return Path(folder) / FILE
    from platformdirs import user_config_path

    return user_config_path(NAME, appauthor=False) / FILE


def places(settings: Settings, environ: Mapping[str, str], library: Path | None = None) -> Places:
    """The command line's choice over the environment's over the settings' over the platform's."""
    from platformdirs import user_cache_path, user_data_path

    named = library or _path(environ.get("EDMSTUDIO_LIBRARY")) or _path(settings.library)
    file = (named or user_data_path(NAME, appauthor=False) / "library.db").absolute()
    cache = _path(environ.get("EDMSTUDIO_CACHE")) or _path(settings.cache)
    return Places(
        library=file,
        cache=(cache or user_cache_path(NAME, appauthor=False)).absolute(),
        backups=file.with_name(f"{file.stem} backups"),
        settings=settings_file(environ),
    )


def _path(text: str | None) -> Path | None:
    return Path(text).expanduser() if text else None
