"""The manual: its pages, their headings, finding words in them, and where an error is explained."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from edmstudio.app.resources import changelog, folder
from edmstudio.domain.refused import Fault

PAGES = (
    "first-steps", "window", "playing", "grid", "sections", "cues", "library", "review",
    "retraining", "trust", "import", "export", "settings", "keys", "command-line", "python",
    "privacy", "troubleshooting", "whats-new",
)  # fmt: skip
EXPLAINED = {
    Fault.DECODE: "troubleshooting#a-file-cannot-be-decoded",
    Fault.FORMAT: "troubleshooting#something-is-not-as-it-should-be",
    Fault.MISSING: "troubleshooting#something-is-not-there",
    Fault.PERMISSION: "troubleshooting#something-may-not-be-read-or-written",
    Fault.DATABASE: "troubleshooting#the-library-cannot-be-used",
    Fault.MODEL: "troubleshooting#the-analysis-does-not-work",
    Fault.CANCELLED: "troubleshooting#it-was-stopped",
}
"""Page and heading that say what to do about each kind of refusal."""
MISTAKE = "troubleshooting#edm-studio-made-a-mistake"
_HEADING = re.compile(r"^(#{1,3}) +(.+)$", re.M)
_FENCED = re.compile(r"^```.*?^```$", re.M | re.S)
NEWS = "whats-new"  # the changelog
AROUND = 60  # characters on each side of a word that was found


@dataclass(frozen=True, slots=True)
class Passage:
    """The text under one heading.

    Attributes
    ----------
    anchor : str
        The heading as links name it, "" for the page's own title.
    title, text : str
    """

    anchor: str
    title: str
    text: str


@dataclass(frozen=True)
class Page:
    """One page; `name` is that of its file, without the suffix."""

    name: str
    markdown: str

    @property
    def title(self) -> str:
        """Its first heading."""
        return self.passages[0].title

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The page from heading to heading; what looks like one inside code is none."""
        blanked = _FENCED.sub(lambda code: " " * len(code[0]), self.markdown)
        heads = list(_HEADING.finditer(blanked))
        ends = [head.start() for head in heads[1:]] + [len(self.markdown)]
        return tuple(
            Passage(
                "" if len(head[1]) == 1 else slug(head[2]),
                head[2],
                self.markdown[head.end() : end].strip(),
            )
            for head, end in zip(heads, ends, strict=True)
        )

    def links(self) -> Iterator[str]:
        """Targets of all links and pictures."""
        return (found[1] for found in re.finditer(r"\]\(([^)\s]+)\)", self.markdown))


@dataclass(frozen=True, slots=True)
class Found:
    """A place in the manual that has the words that were looked for."""

    page: Page
    passage: Passage
    excerpt: str

    @property
    def link(self) -> str:
        """As `Manual.at` takes it."""
        return f"{self.page.name}#{self.passage.anchor}" if self.passage.anchor else self.page.name


class Manual:
    """The pages in the order of the contents."""

    def __init__(self, place: Path | None = None) -> None:
        self.place = place or folder("help")
        self.pages = tuple(Page(name, self._file(name).read_text("utf-8")) for name in PAGES)

    def _file(self, name: str) -> Path:
        return changelog() if name == NEWS else self.place / f"{name}.md"

    def page(self, name: str) -> Page:
        """KeyError where there is none of this name."""
        for page in self.pages:
            if page.name == name:
                return page
        raise KeyError(name)

    def search(self, words: str) -> list[Found]:
        """Passages with all the words: those with them in their title first."""
        wanted = words.casefold().split()
        if not wanted:
            return []
        found = [
            (_rank(passage, wanted), Found(page, passage, _excerpt(passage.text, wanted[0])))
            for page in self.pages
            for passage in page.passages
            if all(word in f"{passage.title}\n{passage.text}".casefold() for word in wanted)
        ]
        return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def slug(heading: str) -> str:
    """A heading as a link names it: lower case, hyphens for blanks, no punctuation."""
    kept = re.sub(r"[^\w\s-]", "", heading.casefold())
    return re.sub(r"\s+", "-", kept.strip())


def _rank(passage: Passage, wanted: list[str]) -> int:
    """0 where the title has all the words; pages' own titles before headings inside them."""
    title = passage.title.casefold()
    if all(word in title for word in wanted):
        return 0 if not passage.anchor else 1
    return 2 if any(word in title for word in wanted) else 3


def _excerpt(text: str, word: str) -> str:
    """One line round the first place of a word, without the marks of Markdown."""
    plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    plain = " ".join(re.sub(r"[*`|#>]|-{3,}", " ", plain).split())
    at = max(plain.casefold().find(word), 0)
    start = max(at - AROUND, 0)
    start = plain.find(" ", start) + 1 if start else 0
    cut = plain[start : at + AROUND]
    return f"{'… ' if start else ''}{cut}{' …' if at + AROUND < len(plain) else ''}"
