"""What a painted message says, read as its person would."""

from cogs.ui.paint.ink import Painted


def ids(painted: Painted) -> list[str]:
    """The custom ids under a message, in order."""
    if painted.view is None:
        return []
    return [item["custom_id"] for row in painted.view.to_components() for item in row["components"]]


def field(painted: Painted, name: str) -> str:
    """The value of an embed's field."""
    assert painted.embed is not None
    found = [one.value for one in painted.embed.fields if one.name == name]
    assert len(found) == 1, f"no field {name}"
    return found[0] or ""
