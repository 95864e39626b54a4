"""From a fresh clone to a demo that is ready, with a bare environment; then once more.

`python -m benchmarks.start [--python /usr/bin/python3]`
"""

import argparse
import os
import re
import signal
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READY = re.compile(r"http://127\.0\.0\.1:\d+/")


def ready_after(python: str, checkout: Path, home: Path) -> float:
    """Seconds until the demo names the address of its page; the demo is stopped then."""
    began = time.monotonic()
    process = subprocess.Popen(
        [python, "-m", "bot", "demo", "--no-browser"],
        cwd=checkout,
        env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        for line in process.stdout or ():
            if READY.search(line):
                return time.monotonic() - began
        raise RuntimeError(f"the demo ended with {process.wait()}")
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGINT)
        process.communicate()


def main(python: str) -> None:
    """The first start, with no package cache, and five more."""
    with tempfile.TemporaryDirectory() as folder:
        home, checkout = Path(folder) / "home", Path(folder) / "clone"
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(checkout)], check=True)
        print(f"first start {ready_after(python, checkout, home):6.1f} s")
        later = sorted(ready_after(python, checkout, home) for _ in range(5))
        print(f"later starts: median {later[2]:.1f} s, slowest {later[-1]:.1f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default="/usr/bin/python3")
    main(parser.parse_args().python)
