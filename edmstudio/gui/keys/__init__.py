"""Which key asks for what: heard, chosen, kept, shown; commands by name."""
