"""Commands about the model: teach it, look at all that there are, go back."""

from edmstudio.gui.commands.registry import Command
from edmstudio.gui.teaching.doors import ModelDoors
from edmstudio.gui.words import tr


def model_commands(doors: ModelDoors) -> list[Command]:
    """Everything in the menu "Model"."""
    menu, teacher = tr("&Model"), doors.teacher
    return [
        Command("model.retrain", tr("Retrain…"), menu, doors.retrain, ("Ctrl+Shift+E",),
                icon="learn"),
        Command("model.stop", tr("Stop learning"), menu, teacher.cancel, ("Ctrl+Shift+.",),
                enabled=lambda: teacher.running, icon="close"),
        Command("model.rollback", tr("Back to the model before"), menu, teacher.roll_back,
                ("Ctrl+Shift+Backspace",), enabled=teacher.can_roll_back, icon="undo"),
        Command("model.all", tr("All models…"), menu, doors.models, ("Ctrl+Alt+H",),
                icon="history"),
    ]  # fmt: skip
