"""The manual: every link leads somewhere, every error has its page, every format a paragraph."""

import re

import pytest

from edmstudio.app.manual import EXPLAINED, PAGES, Manual, Page, slug
from edmstudio.cli.main import WHERE
from edmstudio.domain.refused import Fault
from edmstudio.gui.help.places import PAGES as PLACES
from edmstudio.interchange.exporter import exporters
from edmstudio.interchange.importer import importers


@pytest.fixture(scope="module")
def manual():
    return Manual()


def leads_somewhere(manual, link, here=None):
    name, _, anchor = link.partition("#")
    page = manual.page(name.removesuffix(".md")) if name else here
    return not anchor or anchor in {passage.anchor for passage in page.passages}


def test_every_kind_of_refusal_has_its_own_paragraph(manual):
    assert set(EXPLAINED) == set(Fault)
    assert len(set(EXPLAINED.values())) == len(Fault)
    assert all(leads_somewhere(manual, link) for link in EXPLAINED.values())


def test_every_view_has_a_page(manual):
    assert all(leads_somewhere(manual, link) for link in PLACES.values())


def test_every_file_is_a_page_and_every_link_leads_somewhere(manual):
    assert {path.stem for path in manual.place.glob("*.md")} == set(PAGES) - {"whats-new"}
    for page in manual.pages:
        for link in page.links():
            if link.endswith(".png"):
                assert (manual.place / link).is_file(), f"{page.name}: {link}"
            elif not link.startswith("https://"):  # the changelog's form
                assert leads_somewhere(manual, link, page), f"{page.name}: {link}"


def test_no_page_names_a_heading_twice(manual):
    for page in manual.pages:
        if page.name != "whats-new":
            anchors = [passage.anchor for passage in page.passages]
            assert len(anchors) == len(set(anchors)), page.name


def test_every_format_is_on_its_page(manual):
    for name, formats in (("import", importers()), ("export", exporters())):
        text = manual.page(name).markdown.casefold()
        for each in formats:
            word = re.split(r"[ (]", each.title)[0].casefold()
            assert word in text, f"{each.title} is not told of on the page {name}"


def test_every_command_is_on_the_page_of_the_command_line(manual):
    text = manual.page("command-line").markdown
    assert [name for name in WHERE if f"{name}" not in text] == []


def test_titles_count_more_than_words_inside(manual):
    found = manual.search("trust")
    assert (found[0].page.name, found[0].passage.anchor) == ("trust", "")
    assert manual.search("second 0")[0].link == "import#second-0"
    assert manual.search("") == []
    assert manual.search("no page has thiis") == []


def test_what_is_found_shows_the_words_around_it(manual):
    found = next(each for each in manual.search("bluetooth") if each.page.name == "playing")
    assert "Bluetooth" in found.excerpt
    assert "](" not in found.excerpt


def test_a_heading_inside_code_is_none():
    page = Page("x", "# Title\n\n```sh\n# no heading\n```\n\n## One & two\n\nText.\n")
    assert [(p.anchor, p.title) for p in page.passages] == [("", "Title"), ("one-two", "One & two")]
    assert "# no heading" in page.passages[0].text


def test_headings_are_named_as_on_a_web_page():
    assert slug("There is no sound, or it stutters") == "there-is-no-sound-or-it-stutters"
    assert slug("Second 0") == "second-0"
