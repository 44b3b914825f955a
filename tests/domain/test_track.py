"""What a track without a title is called."""

import pytest

from edmstudio.domain.track import stem


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/music/Daft – One.flac", "Daft – One"),
        ("C:\\music\\One.two.mp3", "One.two"),
        ("D:/music/One", "One"),
        ("/music/AC\\DC.mp3", "AC\\DC"),
        ("/music/.flac", ".flac"),
    ],
)
def test_a_file_is_called_by_its_name_wherever_it_came_from(path, name):
    assert stem(path) == name
