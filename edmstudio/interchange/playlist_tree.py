"""Playlists inside folders, as databases keep them: rows that name the row they lie in."""

from collections.abc import Iterator
from dataclasses import dataclass

from edmstudio.interchange.importer import ImportedPlaylist

DEEPEST = 32  # folders inside each other
Number = int | str


@dataclass(frozen=True, slots=True)
class Node:
    """A playlist with the keys of its tracks, or a folder where `keys` is None."""

    number: Number
    name: str
    keys: tuple[str, ...] | None


def flattened(
    below: dict[Number, list[Node]], parent: Number, folders: tuple[str, ...] = ()
) -> Iterator[ImportedPlaylist]:
    """The playlists below a node, in order; one without tracks that holds others is a folder.

    `below` is emptied on the way: in a damaged database a folder may lie in itself.
    """
    for node in below.pop(parent, []):
        if node.keys is not None and (node.keys or not below.get(node.number)):
            yield ImportedPlaylist(node.name, node.keys, folders)
        if len(folders) < DEEPEST:
            yield from flattened(below, node.number, (*folders, node.name))
