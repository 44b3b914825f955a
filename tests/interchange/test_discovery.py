import pytest

from edmstudio.gui.exchange.doors import speaks
from edmstudio.interchange.exporter import exporter_named, exporters
from edmstudio.interchange.importer import CLOSED, importer_named, importers, importers_for
from tests.interchange.libraries import annotated, sentence_of


def test_every_format_is_found_by_its_name():
    names = {exporter.name for exporter in exporters()}
    assert {
        "rekordbox-xml",
        "serato-tags",
        "serato-crate",
        "traktor-nml",
        "jams",
        "audacity",
    } <= names
    for exporter in exporters():
        assert exporter_named(exporter.name).title == exporter.title
    for importer in importers():
        assert importer_named(importer.name).title == importer.title
    assert "choose one of" in sentence_of(lambda: exporter_named("cassette"))


def test_a_file_is_known_by_its_content(tmp_path):
    target = tmp_path / "library.xml"
    exporter_named("rekordbox-xml").export([annotated()], target)
    assert [importer.name for importer in importers_for(target)] == ["rekordbox-xml"]
    (tmp_path / "a.bin").write_bytes(b"\0\1")
    assert "no format" in sentence_of(lambda: importers_for(tmp_path / "a.bin"))
    assert "does not exist" in sentence_of(lambda: importers_for(tmp_path / "gone"))


@pytest.mark.parametrize("name", CLOSED)
def test_what_no_program_but_its_own_can_read_says_so(tmp_path, name):
    path = tmp_path / name.title()
    path.write_bytes(bytes(range(256)) * 64)  # an encrypted database looks like anything
    told = sentence_of(lambda: importers_for(path))
    assert told == f"{path.name} cannot be read: {CLOSED[name]}"
    assert speaks(path)  # dropped on the window it is answered, not added as music
