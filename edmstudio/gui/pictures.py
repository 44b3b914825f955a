"""Where our own pictures lie."""

from functools import cache
from pathlib import Path


@cache
def folder() -> Path:
    """Inside an installed package, above a checkout's."""
    package = Path(__file__).parents[1]
    places = (package / "resources" / "icons", package.parent / "resources" / "icons")
    return next((place for place in places if place.is_dir()), places[0])
