"""`python -m edmstudio` is the command line."""

from edmstudio.cli.main import main

if __name__ == "__main__":
    main()
