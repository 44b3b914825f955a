from tests.store.killing import kill_writers


def test_no_acknowledged_correction_is_lost_when_the_writer_is_killed(tmp_path):
    toll = kill_writers(tmp_path / "library.db", kills=12)
    assert toll.acknowledged > 12
    assert (toll.lost, toll.corrupt) == (0, 0)
