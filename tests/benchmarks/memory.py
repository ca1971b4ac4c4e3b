"""Memory of a process as Linux counts it."""

from pathlib import Path


def resident_mb(pid: int | str = "self") -> float:
    """Resident memory of a process now, in MiB; 0 where it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    for line in status.splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
