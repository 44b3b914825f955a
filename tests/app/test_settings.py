from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.app import settings as module
from edmstudio.app.places import places
from edmstudio.app.settings import Settings, described, load, save
from edmstudio.domain.refused import Refused

text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)


@given(
    settings=st.builds(
        Settings,
        text,
        text,
        text,
        st.sampled_from(["dark", "light", "high-contrast", "system"]),
        st.integers(0, 64),
    )
)
def test_what_is_saved_is_loaded_again(settings, tmp_path_factory):
    path = tmp_path_factory.mktemp("config") / "settings.toml"
    save(settings, path)
    assert load(path) == settings


def test_without_a_file_the_defaults_hold(tmp_path):
    assert load(tmp_path / "settings.toml") == Settings()


def test_every_setting_has_one_sentence():
    for each in described():
        assert each.sentence.endswith(".")
        assert isinstance(each.default, each.kind)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("workers = 'many'", "workers has to be a whole number"),
        ("theme = 'pink'", "one of dark, light, high-contrast"),
        ("version = 99", "newer"),
        ("version = 0", "version has to be 1"),
        ("workers = -3", "workers can't be less than 0"),
        ("theme = ", "can't be read"),
    ],
)
def test_a_wrong_file_is_told_in_a_sentence(tmp_path, content, sentence):
    path = tmp_path / "settings.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Refused, match=sentence):
        load(path)


def test_what_windows_own_editor_saved_is_read(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text('theme = "light"', encoding="utf-8-sig")
    assert load(path).theme == "light"


def test_settings_that_lie_elsewhere_behind_a_link_stay_there(tmp_path):
    (tmp_path / "dotfiles").mkdir()
    link = tmp_path / "settings.toml"
    link.symlink_to(tmp_path / "dotfiles" / "settings.toml")
    save(Settings(theme="light"), link)
    assert link.is_symlink()
    assert load(link).theme == "light"


def test_an_older_file_is_carried_forward_one_version_after_the_other(tmp_path, monkeypatch):
    steps = {1: lambda table: {"look": table["colour"]}, 2: lambda table: {"theme": table["look"]}}
    monkeypatch.setattr(module, "VERSION", 3)
    monkeypatch.setattr(module, "MIGRATIONS", steps)
    path = tmp_path / "settings.toml"
    path.write_text('version = 1\ncolour = "light"\n', encoding="utf-8")
    assert load(path).theme == "light"


def test_the_command_line_outranks_the_environment_and_that_the_settings(tmp_path):
    said = Settings(library=str(tmp_path / "said.db"))
    environ = {"EDMSTUDIO_CONFIG": str(tmp_path)}
    assert places(said, environ).library == tmp_path / "said.db"
    environ["EDMSTUDIO_LIBRARY"] = str(tmp_path / "env.db")
    assert places(said, environ).library == tmp_path / "env.db"
    assert places(said, environ, Path(tmp_path / "cli.db")).library == tmp_path / "cli.db"
    assert places(said, environ).settings == tmp_path / "settings.toml"
    assert places(said, environ).backups.parent == tmp_path
