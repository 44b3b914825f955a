"""Libraries that were open lately are a menu away."""

from PySide6.QtWidgets import QMenu

from tests.gui.desks import fill, places_in, window_on, write_kicks


def test_another_library_that_was_open_is_offered_and_opens(qapp, tmp_path):
    sound = write_kicks(tmp_path / "kicks.wav", 4.0)
    first, second = (places_in(tmp_path / name) for name in ("one", "two"))
    for places in (first, second):
        places.library.parent.mkdir()
        fill(places, sound)
    settings = first.settings
    with window_on(first):
        pass
    with window_on(type(second)(second.library, second.cache, second.backups, settings)) as made:
        chosen = []
        made.library_chosen.connect(chosen.append)
        inner = next(m for m in made.window.findChildren(QMenu) if m.title() == "Recent libraries")
        assert [action.text() for action in inner.actions()] == [str(first.library)]
        inner.actions()[0].trigger()
        assert chosen == [str(first.library)]
