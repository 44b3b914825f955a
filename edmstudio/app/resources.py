"""Where the files lie that come with the program: help, icons, the changelog."""

from functools import cache
from pathlib import Path


@cache
def folder(name: str) -> Path:
    """A folder of `resources`: inside an installed package, above a checkout's."""
    package = Path(__file__).parents[1]
    places = (package / "resources" / name, package.parent / "resources" / name)
    return next((place for place in places if place.is_dir()), places[0])


def changelog() -> Path:
    """The changelog: in an installed package's resources, at the top of a checkout."""
    package = Path(__file__).parents[1]
    places = (package / "resources" / "CHANGELOG.md", package.parent / "CHANGELOG.md")
    return next((place for place in places if place.is_file()), places[0])
