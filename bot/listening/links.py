"""Web addresses in a message, and what their host tells."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

ADDRESS = re.compile(r"(?i)<?\bhttps?://[^\s<>\"«»“”]+>?")
TRAILING = ".,;:!?…'’*_~|`"
PAIRS = {")": "(", "]": "[", "}": "{"}

HOSTS = {
    "linkedin.com": "linkedin",
    "lnkd.in": "linkedin",
    "instagram.com": "instagram",
    "instagr.am": "instagram",
    "ig.me": "instagram",
    "tiktok.com": "tiktok",
    "x.com": "x",
    "twitter.com": "x",
    "t.co": "x",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "fb.me": "facebook",
    "fb.watch": "facebook",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "threads.net": "threads",
    "threads.com": "threads",
    "bsky.app": "bluesky",
    "bsky.social": "bluesky",
    "mastodon.social": "mastodon",
    "mastodon.online": "mastodon",
    "mastodon.world": "mastodon",
    "piaille.fr": "mastodon",
    "mamot.fr": "mastodon",
    "framapiaf.org": "mastodon",
    "mastodon.uno": "mastodon",
    "mstdn.social": "mastodon",
    "substack.com": "newsletter",
    "beehiiv.com": "newsletter",
    "podcasts.apple.com": "podcast",
    "podcast.ausha.co": "podcast",
    "smartlink.ausha.co": "podcast",
    "acast.com": "podcast",
    "podcastics.com": "podcast",
}

# An address there is a picture, a meeting, a form or the chat itself, never somebody's post.
NO_POSTS = (
    "tenor.com",
    "giphy.com",
    "discord.com",
    "discord.gg",
    "discordapp.com",
    "discordapp.net",
    "slack.com",
    "zoom.us",
    "meet.google.com",
    "teams.microsoft.com",
    "teams.live.com",
    "calendly.com",
    "doodle.com",
    "framadate.org",
    "docs.google.com",
    "drive.google.com",
    "forms.gle",
    "forms.office.com",
    "maps.google.com",
    "maps.app.goo.gl",
    "goo.gl",
    "google.com",
    "google.fr",
    "google.it",
    "wikipedia.org",
    "eventbrite.com",
    "eventbrite.fr",
    "eventbrite.it",
    "eventbrite.co.uk",
    "helloasso.com",
    "billetweb.fr",
    "weezevent.com",
    "meetup.com",
    "lu.ma",
    "localhost",
    "example.com",
)
HOME = re.compile(r"(?:/[a-z]{2}(?:-[a-z]{2})?)?(?:/index\.\w+)?")  # with or without a language
NO_POST_ENDINGS = (".gif", ".ics", ".zip", ".pdf")
# On a network: an event, a group, or somebody's page as a whole.
NO_POST_PATHS = {
    "linkedin": r"/(?:events|in|company|school|showcase|groups|jobs)(?:/[^/]*)?(?:/about|/posts)?",
    "facebook": r"/(?:(?:events|groups)(?:/[^/]*)?"
    r"|(?!watch|photo|permalink|story|share|reel)[^/]*)",
    "instagram": r"/[^/]*",
    "tiktok": r"/@[^/]*",
    "x": r"/(?:i/events/)?[^/]*",
    "youtube": r"/(?:@[^/]*|(?:c|channel|user)/[^/]*)(?:/videos)?",
    "threads": r"/@[^/]*",
    "bluesky": r"/profile/[^/]*",
    "mastodon": r"/@[^/]*",
}
SHORTENED = ("lnkd.in", "t.co", "youtu.be", "ig.me", "fb.me", "fb.watch", "vm.tiktok.com")


def trimmed(address: str) -> str:
    """The address without the sentence's punctuation behind it; a closed bracket stays."""
    while address:
        last = address[-1]
        opening = PAIRS.get(last)
        if last in TRAILING or (opening and address.count(last) > address.count(opening)):
            address = address[:-1]
        else:
            break
    return address


def host_of(address: str) -> str:
    """The host in lower case, without `www.`; empty where there is none."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").removeprefix("m.")


def network_of(address: str) -> str | None:
    """The network a link leads to, by its host."""
    host = host_of(address)
    for known, network in HOSTS.items():
        if host == known or host.endswith("." + known):
            return network
    if host.startswith("mastodon."):
        return "mastodon"
    return None


def may_be_a_post(address: str) -> bool:
    """False for moving pictures, meetings, forms, whole sites, events and people's pages."""
    host = host_of(address)
    if "." not in host:
        return False
    if any(host == no or host.endswith("." + no) for no in NO_POSTS):
        return False
    if address.casefold().endswith(NO_POST_ENDINGS):
        return False
    parts = urlsplit(address)
    path = parts.path.casefold().rstrip("/")
    if HOME.fullmatch(path) and not parts.query:
        return False
    pages = NO_POST_PATHS.get(network_of(address) or "")
    return host in SHORTENED or pages is None or not re.fullmatch(pages, path)


def without_links_to(official: str | None, text: str) -> str:
    """The text without links to the organiser's own site, which are nobody's post.

    Where that site is a page on a network, only that very page is left out.
    """
    if not official:
        return text

    def theirs(match: re.Match[str]) -> str:
        bare = match[0].strip("<>")
        link = trimmed(bare)
        same_page = link.rstrip("/") == official.rstrip("/")
        same_site = network_of(official) is None and host_of(link) == host_of(official)
        return f" {bare[len(link) :]}" if same_page or same_site else match[0]

    return ADDRESS.sub(theirs, text)
