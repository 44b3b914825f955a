"""The shape of a library file, one migration per change, oldest first."""

from edmstudio.store.sqlite import Database, Migrations

migrations = Migrations("edmstudio")


@migrations()
def m001_tracks_and_what_was_said_of_them(db: Database) -> None:
    """Tracks, and apart from each other what models, programs and people said."""
    db.table("track").create(
        {
            "id": int,
            "path": str,
            "payload": str,
            "seconds": float,
            "rate": int,
            "channels": int,
            "title": str,
            "artist": str,
            "album": str,
            "genre": str,
            "timeline": str,
            "missing": int,
            "added_at": str,
        },
        pk="id",
        not_null={"path", "payload", "seconds", "timeline", "missing", "added_at"},
    )
    db.table("track").create_index(["path"], unique=True)
    db.table("track").create_index(["payload"], unique=True)
    _revisions(db)
    _labels_and_predictions(db)
    _summaries(db)
    _playlists(db)


def _revisions(db: Database) -> None:
    db.table("revision").create(
        {
            "id": int,
            "track_id": int,
            "act": str,
            "title": str,
            "body": str,
            "annotator": str,
            "made_at": str,
            "batch": str,
            "digest": str,
        },
        pk="id",
        not_null={"track_id", "act", "title", "body", "annotator", "made_at", "batch", "digest"},
        foreign_keys=[("track_id", "track", "id")],
    )
    db.table("revision").create_index(["track_id", "id"])
    db.table("revision").create_index(["batch"])


def _labels_and_predictions(db: Database) -> None:
    db.table("label").create(
        {
            "id": int,
            "track_id": int,
            "source": str,
            "version": str,
            "body": str,
            "raw": str,
            "file": str,
            "imported_at": str,
            "digest": str,
        },
        pk="id",
        not_null={"track_id", "source", "body", "raw", "imported_at", "digest"},
        foreign_keys=[("track_id", "track", "id")],
    )
    db.table("label").create_index(["track_id", "source"], unique=True)
    db.table("prediction").create(
        {"track_id": int, "checkpoint": str, "body": str, "made_at": str},
        pk=("track_id", "checkpoint"),
        not_null={"body", "made_at"},
        foreign_keys=[("track_id", "track", "id")],
    )


def _summaries(db: Database) -> None:
    """One row a track of what holds now, so that a list of 100,000 tracks is one query."""
    db.table("summary").create(
        {
            "track_id": int,
            "bpm": float,
            "key": str,
            "energy": int,
            "genre": str,
            "trust": float,
            "cues": int,
            "corrected_by": str,
            "sources": str,
            "checkpoint": str,
        },
        pk="track_id",
        foreign_keys=[("track_id", "track", "id")],
    )


def _playlists(db: Database) -> None:
    db.table("playlist").create(
        {"id": int, "parent_id": int, "name": str, "source": str},
        pk="id",
        not_null={"name", "source"},
        foreign_keys=[("parent_id", "playlist", "id")],
    )
    db.table("playlist_track").create(
        {"playlist_id": int, "position": int, "track_id": int},
        pk=("playlist_id", "position"),
        not_null={"track_id"},
        foreign_keys=[("playlist_id", "playlist", "id"), ("track_id", "track", "id")],
    )


@migrations()
def m002_exports(db: Database) -> None:
    """When each track last left for each format."""
    db.table("export").create(
        {"track_id": int, "format": str, "made_at": str},
        pk=("track_id", "format"),
        not_null={"made_at"},
        foreign_keys=[("track_id", "track", "id")],
    )


@migrations()
def m003_the_review_queue(db: Database) -> None:
    """What a checkpoint holds for possible, what waits for a person, and what was decided."""
    db.table("evidence").create(
        {"track_id": int, "checkpoint": str, "body": bytes},
        pk=("track_id", "checkpoint"),
        not_null={"body"},
        foreign_keys=[("track_id", "track", "id")],
    )
    _queue_items(db)
    _decisions(db)


def _queue_items(db: Database) -> None:
    db.table("queue_item").create(
        {
            "id": int,
            "track_id": int,
            "question": str,
            "suspicion": str,
            "kind": str,
            "rank": int,
            "worth": float,
            "purpose": str,
            "cause": str,
            "checkpoint": str,
            "state": str,
        },
        pk="id",
        not_null={"track_id", "question", "suspicion", "kind", "rank", "worth", "state"},
        foreign_keys=[("track_id", "track", "id")],
    )
    db.table("queue_item").create_index(["state", "rank"])
    db.table("queue_item").create_index(["cause"])


def _decisions(db: Database) -> None:
    db.table("decision").create(
        {
            "id": int,
            "item_id": int,
            "track_id": int,
            "question": str,
            "item": str,
            "verdict": str,
            "old": str,
            "new": str,
            "seconds": float,
            "annotator": str,
            "made_at": str,
            "batch": str,
        },
        pk="id",
        not_null={"item_id", "track_id", "question", "item", "verdict", "annotator", "made_at"},
        foreign_keys=[("track_id", "track", "id")],
    )
    db.table("decision").create_index(["question"])


@migrations()
def m004_what_labels_were_judged_by(db: Database) -> None:
    """So that one track can be judged anew, and audits tell how many errors remain."""
    db.table("judgement").create(
        {
            "id": int,
            "judge": bytes,
            "labels": int,
            "expected": float,
            "revision": int,
            "made_at": str,
        },
        pk="id",
        not_null={"judge", "labels", "expected", "revision", "made_at"},
    )
    db.table("queue_item").add_column("chance", float, not_null_default=1.0)


@migrations()
def m005_checkpoints(db: Database) -> None:
    """Which checkpoints were learned here, and which of them answered when; both only grow."""
    db.table("checkpoint").create(
        {"name": str, "file": str, "digest": str, "card": str, "made_at": str, "origin": str},
        pk="name",
        not_null={"file", "digest", "card", "made_at", "origin"},
    )
    db.table("activation").create(
        {"id": int, "checkpoint": str, "act": str, "made_at": str},
        pk="id",
        not_null={"checkpoint", "act", "made_at"},
    )


@migrations()
def m006_what_people_of_other_libraries_did(db: Database) -> None:
    """Their corrections as deeds, and of ours what held before, so that libraries can meet."""
    db.table("revision").add_column("before", str)
    db.table("deed").create(
        {
            "id": int,
            "track_id": int,
            "mark": str,
            "annotator": str,
            "made_at": str,
            "facts": str,
            "known": str,
            "before": str,
            "body": str,
            "digest": str,
        },
        pk="id",
        not_null={"track_id", "mark", "annotator", "made_at", "facts", "known", "before", "body"},
        foreign_keys=[("track_id", "track", "id")],
    )
    db.table("deed").create_index(["track_id", "mark"], unique=True)


@migrations()
def m007_what_to_label_next(db: Database) -> None:
    """Tracks without labels, in the order in which labels would teach the most."""
    db.table("next_label").create(
        {
            "track_id": int,
            "rank": int,
            "worth": float,
            "reason": str,
            "figures": str,
            "made_at": str,
        },
        pk="track_id",
        not_null={"rank", "worth", "reason", "figures", "made_at"},
        foreign_keys=[("track_id", "track", "id")],
    )
    db.table("decision").create_index(["batch"])  # undo asks what a batch had answered
