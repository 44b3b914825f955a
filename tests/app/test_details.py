"""What a report holds, and what it never holds."""

from pathlib import Path

import pytest

from edmstudio.app.details import as_text, parts, redacted, things
from tests.gui.desks import places_in


def test_versions_and_places_are_named(tmp_path):
    text = as_text({**parts(), **things(places_in(tmp_path))})
    assert "EDM Studio: 0." in text
    assert "SQLite: 3." in text
    assert "numpy 2." in text
    assert "Format plug-ins: none" in text
    assert f"Library: {tmp_path / 'library.db'}" in text


@pytest.mark.parametrize(
    "path",
    [
        str(Path.home() / "Music" / "Ann - My secret.mp3"),
        "/media/usb stick/Ann – “Kicks”.FLAC",
        "C:\\Music\\Ann\\kicks.aif",
    ],
)
def test_a_report_names_neither_the_account_nor_a_track(path):
    said = redacted(f"FileNotFoundError: [Errno 2] No such file: '{path}' in /usr/lib/python3/x.py")
    assert "Ann" not in said
    assert str(Path.home()) not in said
    assert "sound file" in said
    assert "/usr/lib/python3/x.py" in said
