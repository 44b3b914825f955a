"""rekordbox: its XML, its analysis files, its databases and sticks."""
