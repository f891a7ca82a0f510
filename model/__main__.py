"""The command line: `python -m model`."""

from model.shell import main

if __name__ == "__main__":
    main(prog_name="python -m model")
