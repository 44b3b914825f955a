import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton

from edmstudio.domain.cues import KIND_COLOURS, CueKind
from edmstudio.domain.sections import SectionLabel
from edmstudio.gui.look.stylesheet import stylesheet
from edmstudio.gui.look.textures import brush
from edmstudio.gui.look.theme import Theme, apply, chosen, contrast, text_on
from edmstudio.gui.look.tokens import ALL_TOKENS, CUE_LETTERS, DARK, LIGHT, SECTION_LOOKS, Texture

PLANES = ("background", "surface", "raised")
ALL = pytest.mark.parametrize("tokens", ALL_TOKENS.values(), ids=ALL_TOKENS)


@ALL
def test_text_reads_on_every_plane(tokens):
    for plane in (*PLANES, "hover", "accent_soft"):
        assert contrast(tokens.text, getattr(tokens, plane)) >= 7.0, plane
    for ink in ("muted", "accent", "good", "doubt", "bad"):
        for plane in (*PLANES, "hover", "accent_soft"):
            assert contrast(getattr(tokens, ink), getattr(tokens, plane)) >= 4.5, (ink, plane)
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5


@ALL
def test_what_is_drawn_on_the_timeline_is_seen(tokens):
    inks = ("low", "mid", "high", "playhead", "bar", "energy", "beat_curve", "boundary_curve")
    for ink in (*inks, "border_strong", "focus"):
        assert contrast(getattr(tokens, ink), tokens.background) >= 3.0, ink


@ALL
def test_the_spectrogram_goes_one_way_from_silence_to_full_scale(tokens):
    steps = [contrast(colour, tokens.spectrum[0]) for colour in tokens.spectrum]
    assert steps == sorted(steps)
    assert steps[-1] > 12.0


def test_every_label_and_kind_has_its_look():
    assert set(SECTION_LOOKS) == set(SectionLabel)
    assert set(KIND_COLOURS) == set(CUE_LETTERS) == set(CueKind)
    assert len(set(CUE_LETTERS.values())) == len(CueKind)
    looks = {(look.colour, look.texture) for look in SECTION_LOOKS.values()}
    assert len(looks) == len(SectionLabel)


def test_names_read_on_every_section_and_flag():
    fills = [look.colour for look in SECTION_LOOKS.values()] + list(KIND_COLOURS.values())
    for colour in fills:
        assert contrast(text_on(colour), colour) >= 4.3, colour


def test_section_colours_pass_three_to_one_on_the_dark_background():
    for label, look in SECTION_LOOKS.items():
        assert contrast(look.colour, DARK.background) >= 3.0, label


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
@ALL
def test_a_theme_is_put_on_the_application(qapp, qtbot, tokens, scale):
    apply(qapp, Theme(tokens, scale))
    button = QPushButton("Analyse")
    qtbot.addWidget(button)
    button.ensurePolished()
    assert button.font().pixelSize() == round(13 * scale)
    image = button.grab().toImage()
    middle = image.pixelColor(image.width() // 2, 4)
    assert middle == QColor(tokens.raised)


@ALL
def test_the_style_sheet_scales_every_size_but_hairlines(tokens):
    small, large = (stylesheet(tokens, Theme(tokens, scale).px) for scale in (1.0, 2.0))
    assert "$" not in small
    assert "padding: 4px 12px" in small
    assert "padding: 8px 24px" in large
    assert "1px solid" in large


def test_a_scale_outside_the_range_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="200 %"):
        Theme(DARK, 2.1)


def test_the_named_theme_is_chosen_and_system_follows_the_desktop(qapp):
    hints = QApplication.styleHints()
    assert chosen("light", hints).tokens is LIGHT
    assert chosen("dark", hints, 1.5) == Theme(DARK, 1.5)
    assert chosen("system", hints).tokens in (DARK, LIGHT)


def coverage(texture, ratio=1.0):
    image = QImage(160, 160, QImage.Format.Format_RGB32)
    image.fill(QColor("#000000"))
    with QPainter(image) as painter:
        painter.fillRect(image.rect(), brush(texture, QColor("#FFFFFF"), ratio))
    pixels = [image.pixelColor(x, y).red() for x in range(160) for y in range(0, 160, 3)]
    return sum(pixels) / len(pixels) / 255


def test_textures_differ_in_their_marks(qapp):
    assert coverage(Texture.SOLID) == 0.0
    assert 0.0 < coverage(Texture.SPARSE_DOTS) < coverage(Texture.DENSE_DOTS)
    assert coverage(Texture.RISING) < coverage(Texture.CROSSED) < 0.6
    assert coverage(Texture.UPRIGHT, 2.0) == pytest.approx(coverage(Texture.UPRIGHT), abs=0.05)


@ALL
def test_a_mark_is_seen_in_its_box(qapp, qtbot, tokens):
    apply(qapp, Theme(tokens, 2.0))
    box = QCheckBox("Numbered", checked=True)
    qtbot.addWidget(box)
    box.ensurePolished()
    box.resize(box.sizeHint())
    image = box.grab().toImage()
    inside = {image.pixelColor(x, y).name() for x in range(6, 26) for y in range(8, 24)}
    assert max(contrast(colour, tokens.accent) for colour in inside) >= 4.5
