"""`python -m duthao`: the same as the command `duthao`."""

from duthao.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
