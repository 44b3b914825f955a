"""The library of iTunes and Music, which DJ programs read and write too."""
