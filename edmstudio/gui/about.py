"""What this program says of itself."""

from importlib.metadata import version

from PySide6.QtCore import qVersion

from edmstudio.app.settings import Places
from edmstudio.gui.words import tr


def about_text(places: Places) -> str:
    """Version, licence, and where the person's things lie."""
    return tr(
        "EDM Studio {version} (Qt {qt})\n\n"
        "See what a model heard in your tracks, correct it with a few keys, teach it, and take "
        "it to the decks.\n\n"
        "Free software under the GNU General Public License, version 3 or later.\n\n"
        "Library: {library}\nBackups: {backups}\nSettings: {settings}"
    ).format(
        version=version("edmstudio"),
        qt=qVersion(),
        library=places.library,
        backups=places.backups,
        settings=places.settings,
    )
