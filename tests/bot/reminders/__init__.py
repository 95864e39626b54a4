"""Tests of gentle reminders."""
