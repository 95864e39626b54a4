"""Gentle reminders: what may be sent when, what is due for whom, and how it leaves."""
