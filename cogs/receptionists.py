"""Who sits at the reception: one for each noun."""

from cogs.answers import Answers
from cogs.communities import Communities
from cogs.members import Members
from cogs.mobilisations import Mobilisations
from cogs.posts import Posts
from cogs.reception import Receptionist
from cogs.reminders import Reminders

RECEPTIONISTS: tuple[type[Receptionist], ...] = (
    Mobilisations,
    Answers,
    Posts,
    Reminders,
    Members,
    Communities,
)
