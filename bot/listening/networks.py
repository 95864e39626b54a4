"""The places where a contribution counts."""

from __future__ import annotations

NETWORKS = (
    "linkedin",
    "instagram",
    "tiktok",
    "x",
    "facebook",
    "youtube",
    "threads",
    "bluesky",
    "mastodon",
    "press",
    "radio",
    "podcast",
    "school",
    "in_person",
    "newsletter",
)
