"""Long work: how it reports, how it stops, where it runs."""
