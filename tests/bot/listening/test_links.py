"""Addresses in a reply: as typed, their network, and when showing one says "it's out"."""

import pytest

from bot.listening.links import network_of, without_links_to
from tests.bot.listening.hearing import hear, said

POST = "https://www.linkedin.com/posts/someone_activity-1"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (f"mon post : {POST}.", (POST,)),
        (f"mon post ({POST})", (POST,)),
        (f"<{POST}>", (POST,)),
        (f"[mon post]({POST})", (POST,)),
        (f"**{POST}**", (POST,)),
        (f"{POST}, voilà !", (POST,)),
        (f"{POST}\n{POST}", (POST,)),
        ("https://a.org/x_(y) et http://b.org", ("https://a.org/x_(y)", "http://b.org")),
        ("HTTPS://X.com/Me/status/1!", ("HTTPS://X.com/Me/status/1",)),
        ("c'est https://a.org/?q=1&r=2#z ?", ("https://a.org/?q=1&r=2#z",)),
        (f"> {POST}", ()),
        (f"```{POST}```", ()),
        (f"« {POST} »", ()),
        ("https://", ()),
        ("http://[", ()),
        ("www.linkedin.com/posts/x", ()),
        ("ftp://a.org/x", ()),
    ],
)
def test_links_are_kept_as_typed(text: str, links: tuple[str, ...]) -> None:
    assert hear(text).links == links


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("https://lnkd.in/abc", "linkedin"),
        ("https://fr.linkedin.com/posts/x", "linkedin"),
        ("https://m.facebook.com/x", "facebook"),
        ("https://fb.watch/x", "facebook"),
        ("https://youtu.be/x", "youtube"),
        ("https://music.youtube.com/x", "youtube"),
        ("https://twitter.com/x/status/1", "x"),
        ("https://x.com/x", "x"),
        ("https://notx.com/x", None),
        ("https://x.com.evil.example/x", None),
        ("https://www.threads.net/@a", "threads"),
        ("https://bsky.app/profile/a", "bluesky"),
        ("https://mastodon.example/@a", "mastodon"),
        ("https://vm.tiktok.com/abc", "tiktok"),
        ("https://www.instagram.com/reel/x", "instagram"),
        ("https://someone.substack.com/p/x", "newsletter"),
        ("https://a.example/linkedin.com", None),
        ("http://[", None),
    ],
)
def test_the_host_tells_the_network(address: str, network: str | None) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    "text",
    [
        f"{POST} ?",
        f"vous avez vu cet article ? {POST}",
        f"source : {POST}",
        f"merci {POST}",
        f"bravo Paul {POST}",
        f"J'adore {POST}",
        f"je posterai ça jeudi {POST}",
        f"pas cette fois {POST}",
        f"partante ! {POST}",
        "https://tenor.com/view/oui-123",
        "https://discord.com/channels/1/2/3",
        f"{POST} https://tenor.com/view/oui-123",
        "https://intranet/brief",
        "https://www.semaine-industrie.gouv.fr",
        "https://www.worldskills.org/en/",
        "https://www.eventbrite.fr/e/semaine-de-l-industrie-1",
        "https://www.linkedin.com/events/7123/",
        "https://www.linkedin.com/company/someone/posts/",
        "https://www.facebook.com/events/123",
        "https://www.facebook.com/someone",
        "https://www.instagram.com/someone/?hl=fr",
        "https://www.tiktok.com/@someone",
        "https://x.com/someone",
        "https://www.youtube.com/@someone/videos",
        "https://bsky.app/profile/someone",
        "https://a.org/programme.pdf",
        "https://a.org/agenda.ics",
    ],
)
def test_an_address_alone_does_not_make_a_post(text: str) -> None:
    assert not hear(text).posted


@pytest.mark.parametrize(
    "address",
    [
        "https://www.linkedin.com/feed/update/urn:li:activity:1",
        "https://www.linkedin.com/pulse/usine",
        "https://www.instagram.com/reel/x/",
        "https://www.facebook.com/someone/posts/1",
        "https://www.facebook.com/watch?v=1",
        "https://www.facebook.com/permalink.php?story_fbid=1",
        "https://x.com/someone/status/1",
        "https://www.youtube.com/watch?v=1",
        "https://youtu.be/x",
        "https://lnkd.in/x",
        "https://vm.tiktok.com/x",
        "https://bsky.app/profile/someone/post/1",
        "https://someone.example/blog/usine",
    ],
)
def test_a_post_on_any_network_is_one(address: str) -> None:
    assert hear(address).posted


@pytest.mark.parametrize("text", [POST, f"Bonjour, {POST}", f"voilà : {POST}", f"{POST} 🎉"])
def test_a_link_and_nothing_else_is_a_post(text: str) -> None:
    assert said(text) == "+linkedin posted"


@pytest.mark.parametrize(
    ("official", "text", "left"),
    [
        (None, "ici https://ws.example/a", "ici https://ws.example/a"),
        ("https://ws.example/", "ici https://www.ws.example/a, oui", "ici  , oui"),
        ("https://ws.example/", "https://notws.example/a", "https://notws.example/a"),
        (
            "https://www.linkedin.com/company/ws",
            "https://www.linkedin.com/posts/1 https://www.linkedin.com/company/ws/",
            "https://www.linkedin.com/posts/1  ",
        ),
    ],
)
def test_the_site_of_the_organiser_is_left_out(official: str | None, text: str, left: str) -> None:
    assert without_links_to(official, text) == left
