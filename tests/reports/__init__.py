"""Reports for people: tables and pictures that a test cannot judge."""
