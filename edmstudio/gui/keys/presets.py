"""Key presets for hands that come from another program: only what differs from our own keys.

Sources: the community's sheet of rekordbox keys, Serato's wiki, Audacity's manual; where a
program's key would take away one of ours that matters more, ours stays.
"""

PRESETS: dict[str, dict[str, tuple[str, ...]]] = {
    "EDM Studio": {},
    "rekordbox": {
        "play.toggle": ("Space", "X"),
        "cue.main": ("C", "Z"),
        "loop.toggle": ("L", "A"),
        "seek.start": ("Home", "Shift+Z"),
        "marker.previous": ("PgUp", "Ctrl+Alt+Left"),
        "marker.next": ("PgDown", "Ctrl+Alt+Right"),
        "zoom.in": ("Up", "+"),
        "zoom.out": ("Down",),
    },
    "Serato": {
        "play.toggle": ("Space", "W"),
        "cue.main": ("C", "I"),
        "loop.toggle": ("L", "P"),
        "speed.up": ("Ctrl+PgUp", "R"),
        "speed.down": ("Ctrl+PgDown", "Shift+R"),
        "zoom.in": ("Up", "+"),
    },
    "Audacity": {
        "play.toggle": ("Space", "P"),
        "zoom.in": ("Up", "Ctrl+1"),
        "zoom.fit": ("F", "Ctrl+Alt+F"),
        "zoom.out": ("Down", "Ctrl+3"),
        "hotcue.1.move": (),
        "hotcue.3.move": (),
        "zoom.selection": ("Shift+F", "Ctrl+Alt+E"),
        "marker.previous": ("PgUp", "Ctrl+Alt+Left"),
        "marker.next": ("PgDown", "Ctrl+Alt+Right"),
    },
}
