"""The gateway: sessions, connections, and the events they carry."""
