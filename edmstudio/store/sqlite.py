"""The one place where SQLite's libraries are imported.

`sqlite_utils` imports pandas wherever pandas is installed (cleanlab installs it): half a second
and 40 MB that the window would pay for nothing. Hiding pandas during that one import makes its
optional import find nothing.
"""

import sqlite3
import sys
from types import ModuleType
from typing import cast

_hidden = "pandas" not in sys.modules
if _hidden:
    sys.modules["pandas"] = cast(ModuleType, None)
from sqlite_utils import Database, Migrations  # noqa: E402

if _hidden:
    del sys.modules["pandas"]

__all__ = ["Database", "Migrations", "sqlite3"]
