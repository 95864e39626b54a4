"""What an operator may set: `config.toml`, then a folder of secrets, then the environment."""

from bot.settings.loading import Loaded, load, require_token
from bot.settings.mistakes import Mistake, SettingsMistaken
from bot.settings.model import Settings, is_loopback

__all__ = [
    "Loaded",
    "Mistake",
    "Settings",
    "SettingsMistaken",
    "is_loopback",
    "load",
    "require_token",
]
