"""Whatever is asked for in whatever order: no error, no step, no place off the track."""

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from edmstudio.audio.orders import RAMP, Volumes
from edmstudio.audio.player import Loop
from tests.audio.decks import RATE, Desk

SECONDS = 12.0
FADE = round(RAMP * RATE)
moments = st.floats(-1.0, SECONDS + 1)
speeds = st.sampled_from([0.25, 0.5, 0.8, 1.0, 1.1, 1.5, 2.0])
commands = st.one_of(
    st.tuples(st.just("play")),
    st.tuples(st.just("pause")),
    st.tuples(st.just("seek"), moments),
    st.tuples(st.just("leap"), st.floats(-SECONDS, SECONDS)),
    st.tuples(st.just("jump"), moments, moments),
    st.tuples(st.just("loop"), moments, st.floats(0.0, 4.0)),
    st.tuples(st.just("no loop")),
    st.tuples(st.just("speed"), speeds, st.booleans()),
    st.tuples(st.just("scrub"), st.none() | moments),
    st.tuples(st.just("music"), st.floats(0.0, 1.0)),
    st.tuples(st.just("reload"), st.booleans()),
)
waits = st.integers(1, 700)


def quiet_track():
    """Slow enough that the steepest thing heard is a fade; nothing at both ends."""
    times = np.arange(round(SECONDS * RATE)) / RATE
    shape = np.minimum(np.minimum(times, SECONDS - times), 1.0)
    sound = shape * np.sin(2 * np.pi * 30 * times)
    return np.stack([sound, -sound], axis=1).astype(np.float32)


def obey(player, command, tracks):
    match command:
        case "loop", start, length:
            player.set_loop(Loop(start, start + length))
        case ("no loop",):
            player.set_loop(None)
        case "speed", speed, keep_pitch:
            player.set_speed(speed, keep_pitch=keep_pitch)
        case "music", gain:
            player.set_volumes(Volumes(music=gain))
        case "reload", other:
            player.load(tracks[other], RATE)
        case name, *given:
            getattr(player, name)(*given)


TRACKS = (quiet_track(), np.rint(quiet_track() * 32767).astype(np.int16))


@settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),  # a thousand commands are not made shorter
    suppress_health_check=list(HealthCheck),
)
@given(st.randoms(use_true_random=False), st.lists(st.tuples(commands, waits), min_size=8))
def test_a_thousand_commands_never_raise_never_step_and_never_leave_the_track(chance, asked):
    desk = Desk(TRACKS[0])
    asked = [(("play",), 1), *(chance.choice(asked) for _ in range(1000))]
    for command, frames in asked:
        obey(desk.player, command, TRACKS)
        assert 0.0 <= desk.run(0, frames=frames) <= SECONDS
        assert 0.0 <= desk.player._deck.mixer.head.at <= SECONDS * RATE
    desk.close()
    heard = desk.heard
    steepest = 2 * np.pi / 2 / FADE + 2 * 2 * np.pi * 30 / RATE + 2 / FADE / FADE
    assert np.isfinite(heard).all()
    assert np.abs(heard).max() <= 1.0
    assert np.abs(np.diff(heard, axis=0)).max() <= steepest
