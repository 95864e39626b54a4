"""A pretend Discord on the wire: for trying the bot without an account, and for its tests."""

from __future__ import annotations

from sandbox.app import Sandbox

__all__ = ["Sandbox"]
