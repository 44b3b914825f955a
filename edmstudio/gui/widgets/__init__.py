"""Small parts that any view may be made of."""
