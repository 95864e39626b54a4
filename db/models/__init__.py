"""The nouns, one file each; importing this package knows them all."""

from db.models.announcements import Announcement
from db.models.answers import Answer, Post
from db.models.base import Base
from db.models.communities import Community
from db.models.marks import Mark
from db.models.members import Member
from db.models.mobilisations import JournalEntry, Mobilisation
from db.models.notices import Notice
from db.models.reminders import Reminder

__all__ = [
    "Announcement",
    "Answer",
    "Base",
    "Community",
    "JournalEntry",
    "Mark",
    "Member",
    "Mobilisation",
    "Notice",
    "Post",
    "Reminder",
]
