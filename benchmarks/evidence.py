"""All that the evidence room claims of its speed: search, coding page, import of 1,000 transcripts, suggestions.

Each is a script of its own beside this one; this runs them one after the other.
"""

import subprocess
import sys
from pathlib import Path

PARTS = ("evidence_search", "evidence_coding", "evidence_import", "evidence_suggestions")


def main() -> int:
    """Run the parts; return 1 when one failed."""
    failed = 0
    for name in PARTS:
        print(f"== {name}", flush=True)
        failed |= subprocess.run([sys.executable, str(Path(__file__).with_name(f"{name}.py"))], check=False).returncode
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
