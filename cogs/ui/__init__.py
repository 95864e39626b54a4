"""What people see and touch on Discord: paint, buttons, forms, and the desk for errors."""
