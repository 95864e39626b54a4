"""What Discord offers and the sandbox does not do: refused by name (501)."""

from __future__ import annotations

from typing import Any

from sandbox.refusals import not_done
from sandbox.rest.call import Call
from sandbox.routing import Route, Routes

#: What it is about: methods and addresses.
REFUSED: dict[str, str] = {
    "changing the application": """
        PATCH /applications/@me
        GET,PATCH /applications/{application_id}
        GET /applications/{application_id}/activity-instances/{instance_id}
        POST /applications/{application_id}/attachment
        GET,PUT /applications/{application_id}/role-connections/metadata""",
    "emoji of an application": """
        GET,POST /applications/{application_id}/emojis
        GET,PATCH,DELETE /applications/{application_id}/emojis/{emoji_id}""",
    "purchases": """
        GET,POST /applications/{application_id}/entitlements
        GET,DELETE /applications/{application_id}/entitlements/{entitlement_id}
        POST /applications/{application_id}/entitlements/{entitlement_id}/consume
        GET /applications/{application_id}/skus
        GET /skus/{sku_id}/subscriptions
        GET /skus/{sku_id}/subscriptions/{subscription_id}
        GET /users/@me/applications/{application_id}/entitlements""",
    "following and crossposting announcements": """
        POST /channels/{channel_id}/followers
        POST /channels/{channel_id}/messages/{message_id}/crosspost""",
    "invitations": """
        GET,POST /channels/{channel_id}/invites
        GET /guilds/{guild_id}/invites
        GET,DELETE /invites/{code}
        GET,PUT /invites/{code}/target-users
        GET /invites/{code}/target-users/job-status""",
    "polls": """
        GET /channels/{channel_id}/polls/{message_id}/answers/{answer_id}
        POST /channels/{channel_id}/polls/{message_id}/expire""",
    "group private channels": """
        PUT,DELETE /channels/{channel_id}/recipients/{user_id}""",
    "voice and stages": """
        POST /channels/{channel_id}/send-soundboard-sound
        PUT /channels/{channel_id}/voice-status
        GET /guilds/{guild_id}/regions
        GET,POST /guilds/{guild_id}/soundboard-sounds
        GET,PATCH,DELETE /guilds/{guild_id}/soundboard-sounds/{sound_id}
        GET,PATCH /guilds/{guild_id}/voice-states/@me
        GET,PATCH /guilds/{guild_id}/voice-states/{user_id}
        GET /soundboard-default-sounds
        POST /stage-instances
        GET,PATCH,DELETE /stage-instances/{channel_id}
        GET /voice/regions""",
    "searching messages and threads": """
        GET /channels/{channel_id}/threads/search
        GET /guilds/{guild_id}/messages/search""",
    "webhooks other than those of interactions": """
        GET,POST /channels/{channel_id}/webhooks
        GET /guilds/{guild_id}/webhooks
        GET,PATCH,DELETE /webhooks/{webhook_id}
        GET,PATCH,DELETE /webhooks/{webhook_id}/{webhook_token}
        POST /webhooks/{webhook_id}/{webhook_token}/github
        POST /webhooks/{webhook_id}/{webhook_token}/slack""",
    "changing, making and removing servers": """
        POST /guilds
        PATCH,DELETE /guilds/{guild_id}
        POST /guilds/{guild_id}/mfa
        GET /guilds/{guild_id}/preview
        GET,POST /guilds/{guild_id}/templates
        PUT,PATCH,DELETE /guilds/{guild_id}/templates/{code}
        GET,POST /guilds/templates/{code}
        GET,PATCH /guilds/{guild_id}/vanity-url
        GET,PATCH /guilds/{guild_id}/welcome-screen
        GET /guilds/{guild_id}/new-member-welcome
        GET,PUT /guilds/{guild_id}/onboarding
        GET,PATCH /guilds/{guild_id}/widget
        GET /guilds/{guild_id}/widget.json
        GET /guilds/{guild_id}/widget.png
        PUT /guilds/{guild_id}/incident-actions
        PATCH /guilds/{guild_id}/roles""",
    "audit log": "GET /guilds/{guild_id}/audit-logs",
    "automatic moderation": """
        GET,POST /guilds/{guild_id}/auto-moderation/rules
        GET,PATCH,DELETE /guilds/{guild_id}/auto-moderation/rules/{rule_id}""",
    "bans, pruning and requests to join": """
        GET /guilds/{guild_id}/bans
        GET,PUT,DELETE /guilds/{guild_id}/bans/{user_id}
        POST /guilds/{guild_id}/bulk-ban
        GET,POST /guilds/{guild_id}/prune
        GET /guilds/{guild_id}/requests
        PATCH /guilds/{guild_id}/requests/{request_id}
        PUT /guilds/{guild_id}/members/{user_id}""",
    "making emoji": """
        POST /guilds/{guild_id}/emojis
        GET,PATCH,DELETE /guilds/{guild_id}/emojis/{emoji_id}""",
    "integrations": """
        GET,POST /guilds/{guild_id}/integrations
        DELETE /guilds/{guild_id}/integrations/{integration_id}""",
    "exceptions of recurring scheduled events": """
        POST /guilds/{guild_id}/scheduled-events/{event_id}/exceptions
        PATCH,DELETE /guilds/{guild_id}/scheduled-events/{event_id}/exceptions/{exception_id}
        GET /guilds/{guild_id}/scheduled-events/{event_id}/users/counts
        GET /guilds/{guild_id}/scheduled-events/{event_id}/{exception_id}/users""",
    "stickers": """
        GET,POST /guilds/{guild_id}/stickers
        GET,PATCH,DELETE /guilds/{guild_id}/stickers/{sticker_id}
        GET /sticker-packs
        GET /sticker-packs/{pack_id}
        GET /stickers/{sticker_id}""",
    "lobbies": """
        PUT,POST /lobbies
        GET,PATCH,DELETE /lobbies/{lobby_id}
        PATCH /lobbies/{lobby_id}/channel-linking
        DELETE /lobbies/{lobby_id}/members/@me
        POST /lobbies/{lobby_id}/members/@me/invites
        POST /lobbies/{lobby_id}/members/bulk
        PUT,DELETE /lobbies/{lobby_id}/members/{user_id}
        POST /lobbies/{lobby_id}/members/{user_id}/invites
        GET,POST /lobbies/{lobby_id}/messages
        PUT /lobbies/{lobby_id}/messages/{message_id}/moderation-metadata""",
    "the partners' kit": """
        PUT /partner-sdk/dms/{user_id_1}/{user_id_2}/messages/{message_id}/moderation-metadata
        POST /partner-sdk/provisional-accounts/unmerge
        POST /partner-sdk/provisional-accounts/unmerge/bot
        POST /partner-sdk/token
        POST /partner-sdk/token/bot""",
    "signing people in": """
        GET /oauth2/keys
        GET /oauth2/userinfo
        POST /auth/logout
        GET /users/@me/connections
        GET /users/@me/guilds/{guild_id}/member
        GET,PUT,DELETE /users/@me/applications/{application_id}/role-connection""",
    "changing the bot's account": "PATCH /users/@me",
}


def _refuse(what: str) -> Any:
    def handler(call: Call) -> None:
        del call
        raise not_done(what)

    return handler


def add_to(routes: Routes) -> None:
    """A door for each of them, which says so."""
    for what, lines in REFUSED.items():
        handler = _refuse(what)
        for line in lines.strip().splitlines():
            methods, template = line.split()
            for method in methods.split(","):
                routes.add(Route(method, template, handler, refused=what))
