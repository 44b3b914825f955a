"""Write the manual's page of keys anew: `python -m tests.reports.keys`, from the project's root."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from edmstudio.gui.keys.page import keys_page

PAGE = Path(__file__).parents[2] / "resources" / "help" / "keys.md"


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from edmstudio.gui.run import application
    from tests.gui.desks import places_in, window_on

    application()
    with TemporaryDirectory() as folder, window_on(places_in(Path(folder))) as made:
        PAGE.write_text(keys_page(made.commands), encoding="utf-8")


if __name__ == "__main__":
    main()
