"""`python -m duthao`: the same as the command `duthao`."""

from duthao.cli.main import run

if __name__ == "__main__":
    run()
