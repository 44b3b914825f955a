import pytest

from edmstudio.domain.key import ALL_KEYS, Key


@pytest.mark.parametrize("key", ALL_KEYS)
def test_every_notation_is_read_back(key):
    assert {Key.parse(text) for text in (key.name, key.classic, key.camelot, key.open_key)} == {key}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("8A", "A minor"),
        ("1m", "A minor"),
        ("8B", "C major"),
        ("F#m", "F# minor"),
        ("D♭", "C# major"),
        ("G min", "G minor"),
        ("12b", "E major"),
        ("bbm", "Bb minor"),
        ("C Minor", "C minor"),
        ("EMAJ", "E major"),
        ("D flat MINOR", "C# minor"),
        ("CM", "C major"),
    ],
)
def test_keys_are_read_as_djs_write_them(text, name):
    assert Key.parse(text).name == name


@pytest.mark.parametrize("text", ["", "H", "13A", "off", "A minor 7"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(ValueError, match="not a key"):
        Key.parse(text)
