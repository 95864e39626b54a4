"""People, members, roles and the application as Discord writes them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sandbox.world.nouns import Application, Guild, Member, Role, User

Json = dict[str, Any]

#: Flags of an application whose privileged intents are switched on (unverified application).
_INTENT_FLAGS = {"presences": 1 << 13, "members": 1 << 15, "message_content": 1 << 19}


def stamp(moment: datetime | None) -> str | None:
    """A moment as Discord writes it."""
    return None if moment is None else moment.isoformat(timespec="microseconds")


def user_json(user: User) -> Json:
    """A person."""
    shape: Json = {
        "id": str(user.id),
        "username": user.handle,
        "global_name": None if user.bot else user.name,
        "avatar": None,
        "discriminator": "4242" if user.bot else "0",
        "public_flags": 0,
        "flags": 0,
        "banner": None,
        "accent_color": None,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
    }
    if user.bot:
        shape["username"] = user.name
        shape["bot"] = True
    return shape


def own_user_json(user: User) -> Json:
    """The bot, as it sees itself."""
    return user_json(user) | {"mfa_enabled": True, "locale": "en-US", "verified": True}


def member_json(member: Member, *, with_user: bool = True) -> Json:
    """A member of a server."""
    shape: Json = {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": stamp(member.timeout_until),
        "flags": 0,
        "joined_at": stamp(member.joined_at),
        "nick": member.nick,
        "pending": False,
        "premium_since": None,
        "roles": [str(role_id) for role_id in sorted(member.roles)],
        "mute": False,
        "deaf": False,
    }
    if with_user:
        shape["user"] = user_json(member.user)
    return shape


def role_json(role: Role) -> Json:
    """A role."""
    shape: Json = {
        "id": str(role.id),
        "name": role.name,
        "description": None,
        "permissions": str(int(role.permissions)),
        "position": role.position,
        "color": role.color,
        "colors": {
            "primary_color": role.color,
            "secondary_color": None,
            "tertiary_color": None,
        },
        "hoist": role.hoist,
        "managed": role.managed,
        "mentionable": role.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    if role.bot_id is not None:
        shape["tags"] = {"bot_id": str(role.bot_id)}
    return shape


def application_flags(application: Application) -> int:
    """The flags of an application: which privileged intents are on."""
    return sum(_INTENT_FLAGS[name] for name in application.privileged)


def application_json(application: Application, owner: User, bot: User, guilds: int) -> Json:
    """The application, as it sees itself."""
    return {
        "id": str(application.id),
        "name": application.name,
        "icon": None,
        "description": "",
        "type": None,
        "summary": "",
        "bot": user_json(bot),
        "bot_public": False,
        "bot_require_code_grant": False,
        "integration_types_config": {"0": {}},
        "verify_key": "0" * 64,
        "flags": application_flags(application),
        "flags_new": str(application_flags(application)),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user_json(owner),
        "approximate_guild_count": guilds,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "event_webhooks_status": 1,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
    }


def guild_emojis_json(guild: Guild) -> list[Json]:
    """A server's own emoji."""
    return [
        {
            "id": str(emoji.id),
            "name": emoji.name,
            "roles": [],
            "require_colons": True,
            "managed": False,
            "animated": emoji.animated,
            "available": True,
        }
        for emoji in guild.emojis.values()
    ]
