"""Long work at the foot of the window."""

from edmstudio.gui.work import Finished
from edmstudio.jobs.job import Progress


def test_whoever_stops_long_work_reads_so_until_it_has_stopped(full):
    work, shown = full.studio.work, full.progress
    work.began.emit("Analysing")
    work.progressed.emit(Progress(1, 4, ""))
    assert shown.said.text() == "Analysing 1 of 4"
    shown.stop.click()
    work.progressed.emit(Progress(2, 4, ""))
    assert (shown.said.text(), shown.bar.value()) == ("Stopping… What is done is kept.", 2)
    work.ended.emit(Finished("Analysing", (), (), cancelled=True))
    assert not shown.isVisible()


def test_the_stop_button_is_whole_at_any_size_of_letters(full, qtbot):
    full.studio.work.began.emit("Analysing")
    for _ in range(6):
        qtbot.wait(20)
        stop = full.progress.stop
        assert stop.visibleRegion().boundingRect() == stop.rect()
        assert stop.height() > stop.fontMetrics().height()
        full.looks.scale(1)
