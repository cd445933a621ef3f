"""`python -m duthao`: the same as the command `duthao`."""

from duthao.cli import run

if __name__ == "__main__":
    run()
