"""Damaged files of every format: read as far as they go, or refused in a sentence.

The full count is `python -m tests.bench interchange`.
"""

import pytest

from edmstudio.interchange.importer import importer_named, importers, importers_for
from tests.app.every_format import GOOD, suffer
from tests.interchange.libraries import tracks_in

FEW = 60


@pytest.mark.parametrize("name", GOOD)
def test_damaged_files_are_read_or_refused(tmp_path, name):
    suffered = suffer(name, tmp_path / "mutants", FEW)
    assert suffered.broken == []
    assert suffered.slowest < 60.0  # a bound that no machine's load reaches, but a hang does


@pytest.mark.parametrize("name", GOOD)
def test_the_file_was_good_before_and_no_other_reader_takes_it(tmp_path, name):
    importer = importer_named(name.split(" ")[0])
    path = GOOD[name](tmp_path)
    assert [each.name for each in importers_for(path)] == [importer.name]
    (track, *_) = tracks_in(importer, path)
    assert track.warnings == ()


def test_every_importer_is_damaged():
    assert {importer.name for importer in importers()} == {name.split(" ")[0] for name in GOOD}
