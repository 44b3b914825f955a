"""Limits a process puts on itself before it touches a stranger's file; POSIX only."""

import sys
from contextlib import suppress

LEASE = 60  # seconds of processor time until the next sign of progress

if sys.platform != "win32":
    import resource

    def limit_memory(space: int) -> None:
        """No more than `space` bytes of address space from now on."""
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        with suppress(ValueError, OSError):  # macOS knows the limit and does not set it
            resource.setrlimit(resource.RLIMIT_AS, (space, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def renew_cpu_lease() -> None:
        """Another minute of processor time, then the system ends this process."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        soft = int(used.ru_utime + used.ru_stime) + LEASE
        if hard != resource.RLIM_INFINITY:  # somebody else's limit ends us anyway
            soft = min(soft, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))

else:

    def limit_memory(space: int) -> None:
        """Windows: the wall clock of the one who waits is the only limit."""

    def renew_cpu_lease() -> None:
        """See `limit_memory`."""
