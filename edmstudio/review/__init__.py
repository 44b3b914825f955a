"""Which doubts a person should see, and in what order."""
