"""From the world to Discord's JSON: one module for each kind of thing."""
