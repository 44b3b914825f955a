"""Rows of sixteenths for the drums of each groove."""

KICKS: dict[str, tuple[str, ...]] = {
    "four": ("x...x...x...x...", "x...x...x...x...", "x...x...x...x..o", "x...x...x..ox..."),
    "hard": ("x...x...x...x...",),
    "half": ("x.........x.....", "x.....x.........", "x..x......x.....", "x.......o.x....."),
    "breaks": ("x.........x.....", "x.x.......x.....", "x.........xx....", "x..x......x....."),
    "two-step": ("x.........x.....", "x......o..x.....", "x.........x..o..", "x...x...x...x..."),
}
SNARES: dict[str, tuple[str, ...]] = {
    "four": ("....x.......x...", "....x.......x...", "....x.......x..-", "............x..."),
    "hard": ("....x.......x...", "................"),
    "half": ("........x.......", "........x.......", "........x.....-."),
    "breaks": ("....x.......x...", "....x..-.-..x...", "....x..-.-..x..-"),
    "two-step": ("....x.......x...", "....x..-....x...", "....x.......x.-."),
}
HATS: dict[str, tuple[str, ...]] = {
    "four": (
        "..x...x...x...x.",
        "..x...x...x...x.",
        "x.x.x.x.x.x.x.x.",
        "xoxoxoxoxoxoxoxo",
        "xxxxxxxxxxxxxxxx",
        "o.xoo.xoo.xoo.xo",
        "..xo..xo..xo..x-",
    ),
    "hard": ("..x...x...x...x.", "x.x.x.x.x.x.x.x.", "xoxoxoxoxoxoxoxo"),
    "half": (
        "x.x.x.x.x.x.x.x.",
        "x.x.x.xxx.x.x.x.",
        "x.xxx.x.x.x.xxx.",
        "x...x...x...x...",
        "xxxxxxxxxxxxxxxx",
        "xoxxxoxoxoxxxoxo",
    ),
    "breaks": ("x.x.x.x.x.x.x.x.", "x.o.x.o.x.o.x.o.", "xoxoxoxoxoxoxoxo", "x.xox.xox.xox.xo"),
    "two-step": ("..x...x...x...x.", "x.xo..xox.xo..xo", "..xx..xo..xx..xo"),
}
PERCUSSION: tuple[str, ...] = (
    "...x..x....x..x.", "..o...x..o....x.", "x..x..x..x..x.x.", ".......x.......x",
    "...x.......x....", ".x..x..x.x..x..x", "o.o.x.o.o.o.x.o.", "......x.......xo",
    "oxooxoxooxooxoxo", ".ooo.oxo.ooo.oxo",
)  # fmt: skip
BUSY = ("oxooxoxooxooxoxo", ".x..x..x.x..x..x", "x..x..x..x..x.x.", "..o...x..o....x.")
FILLS: tuple[str, ...] = (
    "............xxxx", "........x.x.xxxx", "............x.xx", "x.x.x.x.xxxxxxxx",
    "..........x.x.x.", "............x..x", "x..x..x..x..x.x.", "..............xx",
)  # fmt: skip
