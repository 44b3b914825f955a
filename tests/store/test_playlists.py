from edmstudio.domain.track import Track, TrackId
from edmstudio.store.playlists import Playlists, StoredPlaylist
from edmstudio.store.tracks import Tracks


def test_playlists_of_each_source_stand_apart_and_keep_order_and_repetition(library):
    tracks = Tracks(library)
    ids = [tracks.add(Track(TrackId(0), f"/{n}", f"p{n}", 1.0)).track_id for n in range(3)]
    deep = StoredPlaylist("Deep", (ids[2], ids[0], ids[2]), ("A", "B"))
    shallow, empty = StoredPlaylist("Deep", (ids[1],), ("A",)), StoredPlaylist("Empty", ())
    Playlists(library).replace("rekordbox", [deep, shallow])
    Playlists(library).replace("traktor", [empty])
    assert Playlists(library).all() == [deep, shallow, empty]
    Playlists(library).replace("rekordbox", [shallow])
    assert sorted(Playlists(library).all(), key=lambda each: each.name) == [shallow, empty]
