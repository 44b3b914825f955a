"""A process that accepts one question after the other, and says each once it is kept.

Run as ``python -m tests.app.reviewer LIBRARY``; it ends when it is killed or nothing waits.
"""

import sys

from edmstudio.app.reviewing import Reviewing
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue

if __name__ == "__main__":
    library = Library(sys.argv[1])
    reviewing = Reviewing(library, "ann")
    while waiting := Queue(library).waiting(limit=1):
        done = reviewing.accept(waiting[0].item_id)
        sys.stdout.write(f"{done.decision.decision_id}\n")
        sys.stdout.flush()
