"""Rows of sixteenths for the drums of each groove."""

KICKS: dict[str, tuple[str, ...]] = {
    "four": (
        "x...x...x...x...", "x...x...x...x...", "x...x...x...x...", "x...x...x...x.o.",
        "x...x...x.o.x...", "x...x...x...x.x.", "x...x...x.......", "x...x..xx...x...",
        "x.o.x.o.x.o.x.o.",
    ),
    "hard": (
        "x...x...x...x...", "x...x...x...x...", "x...x...x...x.x.", "x...x...x.x.x...",
        "x.x.x.x.x.x.x.x.",
    ),
    "half": ("x.........x.....", "x.....x.........", "x..x......x.....", "x.......o.x....."),
    "breaks": (
        "x.........x.....", "x.x.......x.....", "x.........xx....", "x..x......x.....",
        "x.x...x...x.....", "x.....x...x...x.", "x..x..x...x..x..",
    ),
    "two-step": ("x.........x.....", "x......o..x.....", "x.........x..o..", "x...x...x...x..."),
    "one-drop": ("........x.......", "........x.......", "x...x...x...x...", "..x.....x.x....."),
    "dembow": ("x...x...x...x...", "x.....x.x.....x.", "x...x...x..ox..."),
    "rock": (
        "x.......x.......", "x.......x.x.....", "x.....x.x.......", "x..x....x..x....",
        "x.......x.....x.", "x.x.....x.x.....", "x......xx.......", "x..x..x.x..x..x.",
    ),
}  # fmt: skip
SNARES: dict[str, tuple[str, ...]] = {
    "four": (
        "....x.......x...", "....x.......x...", "....x.......x..-", "............x...",
        "...x..x....x..x.", "....x.......x.o.",
    ),
    "hard": ("....x.......x...", "................", "..x...x...x...x."),
    "half": ("........x.......", "........x.......", "........x.....-."),
    "breaks": ("....x.......x...", "....x..-.-..x...", "....x..-.-..x..-", "....x.....o.x..o"),
    "two-step": ("....x.......x...", "....x..-....x...", "....x.......x.-."),
    "one-drop": ("........x.......", "........x......-", "........x..o...."),
    "dembow": ("...x..x....x..x.", "...x..x....x..x.", "...x..x.-..x..x-"),
    "rock": ("....x.......x...", "....x.......x...", "....x.......x..o", "....x..o....x..."),
}  # fmt: skip
HATS: dict[str, tuple[str, ...]] = {
    "four": (
        "..x...x...x...x.", "..x...x...x...x.", "..x...x...x...x.", "x.x.x.x.x.x.x.x.",
        "x.x.x.x.x.x.x.x.", "o.x.o.x.o.x.o.x.", "x...x...x...x...", "xoxoxoxoxoxoxoxo",
        "xxxxxxxxxxxxxxxx", "oxxxoxxxoxxxoxxx",
        "o.xoo.xoo.xoo.xo", "..x...xo..x...x.", "xxx.xxx.xxx.xxx.", "x.xxx.xxx.xxx.xx",
    ),
    "hard": ("..x...x...x...x.", "x.x.x.x.x.x.x.x.", "xoxoxoxoxoxoxoxo", "xxxxxxxxxxxxxxxx",
        "................"),
    "half": (
        "x.x.x.x.x.x.x.x.", "x.x.x.xxx.x.x.x.", "x.xxx.x.x.x.xxx.", "x...x...x...x...",
        "xxxxxxxxxxxxxxxx", "xoxxxoxoxoxxxoxo",
    ),
    "breaks": (
        "x.x.x.x.x.x.x.x.", "x.o.x.o.x.o.x.o.", "xoxoxoxoxoxoxoxo", "xox.xox.xox.xox.",
        "x...x...x...x...", "xxxxxxxxxxxxxxxx", "xoxxxoxxxoxxxoxx",
    ),
    "two-step": ("..x...x...x...x.", "x.xo..xox.xo..xo", "..xx..xo..xx..xo"),
    "one-drop": ("x.x.x.x.x.x.x.x.", "..x...x...x...x.", "x.xox.xox.xox.xo"),
    "dembow": ("x.x.x.x.x.x.x.x.", "..x...x...x...x.", "xxxxxxxxxxxxxxxx"),
    "rock": (
        "x.x.x.x.x.x.x.x.", "x.o.x.o.x.o.x.o.", "x...x...x...x...", "x.x.x.x.x.x.x.xx",
        "xxxxxxxxxxxxxxxx", "xxx.x.x.xxx.x.x.",
    ),
}  # fmt: skip
PERCUSSION: tuple[str, ...] = (
    "...x..x....x..x.", "..o...x..o....x.", "x..x..x..x..x.x.", ".......x.......x",
    "...x.......x....", ".x..x..x.x..x..x", "o.o.x.o.o.o.x.o.", "......x.......xo",
    "oxooxoxooxooxoxo", ".ooo.oxo.ooo.oxo", "x..x..x.x..x..x.", "..x..x..x..x.x..",
    "x.....o...x.....", "x..", "x....", "..x...x...x...x.", "x.......x.......",
    "....x.......x...", "x.x...x.x.x...x.", "x...x...x...x...", "......x.......x.",
)  # fmt: skip
BUSY = ("oxooxoxooxooxoxo", ".x..x..x.x..x..x", "x..x..x..x..x.x.", "..o...x..o....x.")
FILLS: tuple[str, ...] = (
    "............xxxx", "........x.x.xxxx", "............x.xx", "x.x.x.x.xxxxxxxx",
    "..........x.x.x.", "............x..x", "x..x..x..x..x.x.", "..............xx",
    "........xoxoxxxx", "....x..x..x..x..", "............xooo",
)  # fmt: skip
