"""A person's own templates: kept in a file, checked at the door, never lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.app.cue_template_file import FILE, load, save
from edmstudio.app.cue_templates import BUILT_IN, NamedTemplate, Templates
from edmstudio.decoding.cue_template import CLUB, KINDS, CueLine, CueTemplate
from edmstudio.domain.cues import CueKind
from edmstudio.domain.refused import Refused

MINE = NamedTemplate("own-1", "Mine", CLUB)
names = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@st.composite
def templates(draw):
    """Any of a person's own: kinds once each, pads once each."""
    kinds = draw(st.lists(st.sampled_from(KINDS), unique=True))
    pads = draw(st.permutations("ABCDEFGH"))
    cuts = sorted(draw(st.lists(st.integers(0, 8), min_size=len(kinds), max_size=len(kinds))))
    lines = [
        CueLine(
            kind,
            draw(names),
            "".join(pads[start:stop]),
            draw(st.integers(-64, 64)),
            draw(st.sampled_from(["", "#00FF7f", "#123456"])),
            numbered=draw(st.booleans()),
            spare=draw(st.booleans()),
        )
        for kind, start, stop in zip(kinds, [0, *cuts], cuts, strict=False)
    ]
    return CueTemplate(tuple(lines))


@given(st.lists(templates(), max_size=4), st.integers(0, 6))
def test_what_is_kept_is_what_comes_back(tmp_path_factory, made, usual):
    path = tmp_path_factory.mktemp("kept") / "folder" / FILE
    own = tuple(
        NamedTemplate(f"own-{number}", f"Mine “{number}” \\", template)
        for number, template in enumerate(made, start=1)
    )
    held = Templates(own)
    held = replace(held, usual=held.all[usual % len(held.all)].key)
    save(held, path)
    assert load(path) == held


def test_without_a_file_there_are_ours(tmp_path):
    held = load(tmp_path / FILE)
    assert held.all == BUILT_IN
    assert held.of(held.usual).template == CLUB


def test_a_new_one_has_a_name_and_a_number_of_its_own():
    held = (
        Templates().with_new("Mine", CLUB).with_new("mine", CLUB).with_new("Memory cues only", CLUB)
    )
    assert [(named.key, named.name) for named in held.own] == [
        ("own-1", "Mine"), ("own-2", "mine 2"), ("own-3", "Memory cues only 2"),
    ]  # fmt: skip
    assert {named.template for named in held.own} == {CLUB}
    held.check()


def test_a_number_is_not_given_twice_while_a_later_one_is_there():
    held = Templates().with_new("a", CLUB).with_new("b", CLUB).without("own-1").with_new("c", CLUB)
    assert [named.key for named in held.own] == ["own-2", "own-3"]


def test_the_usual_one_may_go_and_the_first_takes_its_place():
    held = replace(Templates((MINE,)), usual="own-1")
    assert held.of(held.usual) == MINE
    assert held.without("own-1").usual == "club"
    assert not held.without("own-1").is_own("own-1")


@pytest.mark.parametrize(
    ("named", "told"),
    [
        (replace(MINE, name=" "), "needs a name"),
        (replace(MINE, name="x" * 61), "needs a name"),
        (replace(MINE, name="memory cues ONLY"), "two templates called"),
        (
            replace(MINE, template=CueTemplate((CueLine(CueKind.DROP, slots="DD"),))),
            "pad D is taken twice",
        ),
        (replace(MINE, template=CueTemplate((CueLine(CueKind.DROP, slots="K"),))), "no pad “K”"),
        (replace(MINE, template=CueTemplate((CueLine(CueKind.DROP, bars=65),))), "can't be used"),
        (replace(MINE, template=CueTemplate((CueLine(CueKind.VOCAL),))), "can't be used"),
        (
            replace(MINE, template=CueTemplate((CueLine(CueKind.DROP, colour="red"),))),
            "can't be used",
        ),
        (
            replace(MINE, template=CueTemplate((CueLine(CueKind.DROP), CueLine(CueKind.DROP)))),
            "comes twice",
        ),
    ],
)
def test_what_can_t_be_used_is_refused_and_the_file_stays(tmp_path, named, told):
    path = tmp_path / FILE
    save(Templates((MINE,)), path)
    before = path.read_bytes()
    with pytest.raises(Refused, match=told):
        save(Templates((named,)), path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        "version = 2",
        "version = 1\n[[template]]\nnumber = 'x'\nname = 'a'",
        "version = 1\n[[template]]\nname = 'a'",
        "version = 1\ntemplate = 3",
        "version = 1\n[[template]]\nnumber = 1\nname = 'a'\n[[template.line]]\nkind = 'sub'",
        "not toml",
        "\x00",
    ],
)
def test_a_damaged_file_gets_one_sentence(tmp_path, text):
    (tmp_path / FILE).write_text(text)
    with pytest.raises(Refused, match="cue templates"):
        load(tmp_path / FILE)


def test_a_folder_that_takes_no_file_is_told(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(Refused, match="can't be written"):
        save(Templates(), tmp_path / "taken" / FILE)
    (tmp_path / FILE).mkdir()
    with pytest.raises(Refused, match="not a file"):
        load(tmp_path / FILE)
