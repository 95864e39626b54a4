"""The sandbox's own doors: acting as a person, moving time, making trouble."""
