"""The arrangements of each style as rows of sections with the lengths they may have."""

# section:length/length ...; the first row of a style is its most usual one.
TEMPLATES: dict[str, tuple[str, ...]] = {
    "house": (
        "intro:16/32 verse:16 break:8/16 build:4/8 drop:16/32 bridge:8/16 "
        "break:16 build:8 drop:32 outro:16/32",
        "intro:16/32 drop:32 cooldown:8/16 break:16/32 drop:32 cooldown:16 outro:32",
        "intro:16 verse:16/32 drop:16 break:16/24 build:8 drop:32 verse:16 outro:16",
    ),
    "tech house": (
        "intro:32 verse:16 build:4/8 drop:32 break:16 build:8 drop:32 outro:32",
        "intro:16/32 drop:32 cooldown:8/16 break:8/16 "
        "build:4/8 drop:16/32 bridge:8 drop:32 outro:16/32",
        "intro:64 verse:32 break:16 drop:64 outro:32",
    ),
    "techno": (
        "intro:32 verse:32 break:16 drop:32/48 break:16/32 build:8/16 drop:32/64 outro:32",
        "intro:32/64 drop:64 break:16 drop:64 cooldown:16/32 outro:32",
        "intro:16 verse:16/32 verse:32 break:8/16 build:8 drop:48 bridge:16 drop:32 outro:32",
    ),
    "trance": (
        "intro:32 verse:32 break:32 build:16 drop:32 cooldown:16 outro:32",
        "intro:32 verse:16/32 break:16/24 build:8/16 drop:32 verse:16 "
        "break:32 build:16 drop:32 outro:32",
        "intro:16 break:16 build:8 drop:16/32 break:16 build:8/16 drop:32 outro:16",
    ),
    "progressive": (
        "intro:32 verse:32 break:16/32 build:8 drop:32 bridge:16 "
        "break:16 build:8/16 drop:32 outro:32",
        "intro:16/32 verse:32 break:32 drop:32/48 cooldown:16 outro:32",
        "intro:8 break:16 build:8 drop:16 cooldown:8/16 break:16 build:8 drop:16/32 outro:8/16",
    ),
    "big room": (
        "intro:16/32 break:16 build:8/16 drop:16 verse:8/16 "
        "break:16/32 build:8/16 drop:16/32 outro:16",
        "intro:8/16 build:8 drop:16 break:16 build:8 drop:16 outro:8/16",
        "intro:32 build:16 drop:16 drop:16 break:32 build:16 drop:32 outro:32",
    ),
    "future bass": (
        "intro:8 verse:16 build:8 drop:16 verse:16 build:8 drop:16 outro:8",
        "intro:4/8 verse:8/16 build:4/8 chorus:8 drop:16 break:8/16 build:8 drop:16 outro:4/8",
        "intro:16 build:8 drop:16 cooldown:8 break:16 build:8 drop:16/32 outro:8",
    ),
    "dubstep": (
        "intro:16 build:8 drop:16 drop:16 break:16 build:8 drop:16 drop:16 outro:16",
        "intro:32 build:8/16 drop:32 break:16/32 build:8 drop:32 outro:16",
        "intro:8/16 verse:16 build:8 drop:16/32 bridge:8 break:16 build:8 drop:32 outro:8/16",
    ),
    "drum and bass": (
        "intro:32 build:16 drop:32 cooldown:16 break:16/32 build:8/16 drop:32/64 outro:32",
        "intro:16/32 drop:32 bridge:16 drop:32 break:16 build:16 drop:32 outro:32",
        "intro:32 verse:32 build:8 drop:32 break:32 build:16 drop:64 outro:16/32",
    ),
    "uk garage": (
        "intro:16 verse:16 drop:32 break:16 drop:32 outro:16",
        "intro:8/16 verse:16 chorus:16 drop:16 break:8/16 build:4/8 drop:32 outro:16",
        "intro:32 break:8 drop:32 verse:16 break:16 build:8 drop:32 outro:16/32",
    ),
    "hardstyle": (
        "intro:32 break:16/32 build:8/16 drop:16/32 verse:16 break:32 build:16 drop:32 outro:16/32",
        "intro:16 verse:16 break:32 build:16 drop:32 bridge:16 break:16 build:8 drop:32 outro:16",
        "intro:8 break:16 build:8 drop:16 break:16 build:8 drop:16/32 outro:8",
    ),
    "electro": (
        "intro:16 verse:16 build:8 drop:16 break:8/16 verse:16 build:8 drop:16/32 outro:16",
        "intro:16/32 drop:32 cooldown:16 break:16 build:8 drop:32 bridge:8/16 drop:16 outro:16/32",
        "intro:8 verse:16 chorus:16 break:8 verse:16 "
        "build:4 chorus:16 bridge:8/16 chorus:16 outro:8/16",
    ),
    "trap": (
        "intro:8 build:8 drop:16 break:8/16 build:8 drop:16 outro:8",
        "intro:8 verse:16 chorus:8 verse:16 chorus:8 bridge:8 chorus:8 outro:4/8",
        "intro:16 break:8 build:8 drop:16 cooldown:8 "
        "break:16 build:8 drop:16 bridge:8 drop:16 outro:8/16",
    ),
    "downtempo": (
        "intro:8/16 verse:16 drop:16 break:8/16 verse:16 drop:16 outro:8/16",
        "intro:16 drop:16/32 bridge:8/16 drop:16 break:16 drop:32 cooldown:8/16 outro:16",
        "intro:8 verse:8/16 chorus:8 verse:8/16 chorus:8 break:8 bridge:8 chorus:16 outro:8",
    ),
    "edm-pop": (
        "intro:4/8 verse:16 build:4/8 chorus:8/16 verse:8/16 build:8 "
        "chorus:16 bridge:8 chorus:16 outro:4/8",
        "intro:8 verse:8/16 build:8 drop:8/16 verse:8/16 build:8 "
        "drop:16 break:8 chorus:8 drop:16 outro:8",
        "intro:4 chorus:8 verse:16 build:4 chorus:16 verse:16 "
        "build:4/8 chorus:16 break:8 build:4 chorus:16",
    ),
    "chip": (
        "intro:4/8 verse:8/16 drop:8/16 verse:8 drop:16 break:4/8 drop:16 outro:4/8",
        "intro:8 verse:16 bridge:8 drop:16 break:8 verse:8/16 drop:16",
        "verse:16 drop:16 bridge:8 verse:8 drop:16 outro:4",
    ),
    "breakbeat": (
        "intro:8/16 drop:16/32 break:8/16 build:4/8 drop:32 break:4/8 drop:16/24 outro:8",
        "intro:16/32 verse:16 drop:32 break:16 verse:16 drop:32 outro:16",
        "intro:4/8 build:4 drop:16 break:8 verse:16/24 break:4 drop:24",
    ),
    "hardcore": (
        "intro:8/16 build:8 drop:16/32 break:16 build:8 drop:32 outro:8/16",
        "intro:4/8 verse:16 build:4/8 drop:16 verse:16 break:16/24 build:8/16 drop:32 outro:8",
        "break:8/16 build:8 drop:32 bridge:16 break:8 build:8 drop:32",
    ),
}  # fmt: skip

TOOL = "drop:32 drop:16/32 verse:16/32 drop:32"  # of any style: for DJs to build with

# Layers in the order of `performance.LAYERS`: how probable each is in a section of this label.
#             kick  snare hats  perc  bass  pad   chord lead  arp   vocal texture
PRESENCE: dict[str, tuple[float, ...]] = {
    "intro":   (0.72, 0.5,  0.7,  0.6,  0.2,  0.3,  0.15, 0.04, 0.2,  0.06, 0.5),
    "verse":   (0.93, 0.85, 0.85, 0.65, 0.8,  0.3,  0.4,  0.1,  0.3,  0.35, 0.3),
    "build":   (0.45, 0.5,  0.5,  0.4,  0.2,  0.5,  0.6,  0.35, 0.4,  0.4,  0.4),
    "drop":    (0.97, 0.95, 0.95, 0.75, 0.97, 0.3,  0.65, 0.7,  0.4,  0.25, 0.25),
    "break":   (0.12, 0.15, 0.25, 0.3,  0.25, 0.85, 0.6,  0.4,  0.45, 0.45, 0.7),
    "bridge":  (0.75, 0.6,  0.7,  0.6,  0.55, 0.55, 0.5,  0.15, 0.5,  0.2,  0.5),
    "chorus":  (0.92, 0.92, 0.9,  0.6,  0.92, 0.6,  0.85, 0.4,  0.4,  0.95, 0.2),
    "cooldown": (0.85, 0.7, 0.7,  0.6,  0.5,  0.5,  0.3,  0.1,  0.3,  0.1,  0.5),
    "outro":   (0.8,  0.6,  0.75, 0.6,  0.25, 0.3,  0.1,  0.04, 0.15, 0.05, 0.5),
}  # fmt: skip
