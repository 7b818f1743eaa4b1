"""``python -m sim`` is ``gaiju``."""

from sim.cli import main

if __name__ == "__main__":
    main()
