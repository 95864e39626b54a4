"""Facts become Discord: pure functions from what `bot/` decided to what people see."""
