"""Makes docs/sandbox-coverage.md from the code: `python -m tests.wire.table`."""

from __future__ import annotations

from pathlib import Path

from sandbox.description import EVENT_SHAPES
from sandbox.faults import KINDS
from sandbox.gateway.events import event_names
from sandbox.people.trouble import faults_at_once
from sandbox.refusals import KNOWN
from sandbox.rest import all_routes
from sandbox.rest.elsewhere import REFUSED
from tests.wire.rows import ROWS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "sandbox-coverage.md"
HEAD = """\
# What the sandbox covers

Made from the code by `python -m tests.wire.table`; a test keeps it true. How to use the sandbox
is in [sandbox.md](sandbox.md).

Each row of the first table is a test: discord.py, unmodified, does it against the sandbox.
"""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _rows() -> list[str]:
    lines = ["| What discord.py does | Request | Event | Refusal |", "|---|---|---|---|"]
    for row in ROWS:
        refusal = f"{row.refusal} {KNOWN[row.refusal][1]}" if row.refusal else ""
        event = f"`{row.event}`" if row.event else ""
        lines.append(f"| {_cell(row.what)} | `{row.request}` | {event} | {refusal} |")
    return lines


def _served() -> list[str]:
    found: dict[str, list[str]] = {}
    for route in all_routes().all:
        if route.refused is None:
            found.setdefault(route.template, []).append(route.method)
    lines = ["| Address | Methods |", "|---|---|"]
    lines += [f"| `{path}` | {' '.join(sorted(methods))} |" for path, methods in found.items()]
    return lines


def _refused() -> list[str]:
    return [f"- {what}" for what in REFUSED]


def text() -> str:
    """The page."""
    events = ", ".join(f"`{name}`" for name in event_names())
    faults = ", ".join(f"`{name}`" for name in (*KINDS, *faults_at_once()))
    parts = [
        HEAD,
        "\n".join(_rows()),
        "\n## Addresses that are served\n",
        "\n".join(_served()),
        "\n## What is refused by name (501)\n",
        "\n".join(_refused()),
        "\n## Gateway events\n",
        events + ".",
        "\nOf these, where Discord's description is at hand, their shapes are judged by it: "
        + ", ".join(f"`{name}`" for name in EVENT_SHAPES)
        + ".",
        "\n## Faults\n",
        faults + ".",
    ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
