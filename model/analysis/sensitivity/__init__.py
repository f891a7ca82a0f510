"""Which lever, assumption or belief matters most, alone and with others, and which is worth knowing."""
