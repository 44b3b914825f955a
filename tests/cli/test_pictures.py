"""Pictures of the real window, and the demo that draws them."""

import os
import signal
import subprocess

import pytest
from PySide6.QtGui import QImage

from edmstudio.app import demo_tracks as module
from edmstudio.cli.window import has_display
from edmstudio.synth.demo import DemoTrack


def colours(path):
    image = QImage(str(path))
    assert not image.isNull()
    return {
        image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)
    }


def test_a_picture_of_the_window_has_the_size_asked_for(edm, song, tmp_path, process):
    edm("analyze", song)
    out = tmp_path / "deep" / "out.png"
    drawing = process("screenshot", out, "--track", song, "--size", "1200x700", "--at", "4")
    said, trouble = drawing.communicate()
    assert (drawing.returncode, said) == (0, f"{out}\n"), trouble
    image = QImage(str(out))
    assert (image.width(), image.height()) == (1200, 700)
    assert len(colours(out)) > 50


def test_a_track_that_is_not_there_is_refused(edm, song, tmp_path, process):
    drawing = process("screenshot", tmp_path / "out.png", "--track", tmp_path / "no.wav")
    _, trouble = drawing.communicate()
    assert drawing.returncode == 1
    assert "not in the library" in trouble


def test_the_demo_leaves_an_export_a_report_and_pictures(edm, tmp_path, monkeypatch, qapp):
    monkeypatch.setattr(module, "TRACKS", (DemoTrack("Demo House", "house", 1, 0.7),))
    out = tmp_path / "demo"
    said = edm("demo", "--out", out, "--headless", "--json")
    assert said.code == 0
    steps = [record["step"] for record in said.records]
    assert steps[0] == "render"
    assert steps[-1] == "report"
    assert steps.count("screenshot") == 6
    assert (out / "rekordbox.xml").exists()
    assert "Demo House" in (out / "report.md").read_text(encoding="utf-8")
    assert "errors were planted" in (out / "report.md").read_text(encoding="utf-8")
    for view in ("track-dark", "track-light", "library", "review", "models", "export"):
        assert len(colours(out / f"{view}.png")) > 50


@pytest.mark.parametrize(
    ("environ", "platform", "there"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_screen_is_known_by_the_environment(environ, platform, there):
    assert has_display(environ, platform) is there


def test_without_a_screen_the_window_is_refused_in_a_sentence(edm, song, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    said = edm(song)
    assert said.code == 1
    assert "no screen" in said.err


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to one process")
def test_ctrl_c_ends_the_window_at_once_and_quietly(song, process):
    window = process(song)
    with pytest.raises(subprocess.TimeoutExpired):  # it stays open
        window.communicate(timeout=6)
    os.killpg(window.pid, signal.SIGINT)
    _, trouble = window.communicate(timeout=20)
    assert window.returncode == -signal.SIGINT
    assert "Traceback" not in trouble
    assert "Error" not in trouble
