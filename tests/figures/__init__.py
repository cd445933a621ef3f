"""The figures that documents state, measured: `make figures [WHAT="sample province bench suite libraries"]`.

Each group writes its entry of docs/figures.yml: what was measured, the value as documents say it, the command, the
day and the machine. Tables of README and of decisions are made from that file; `tests/project/test_docs.py` holds them to it.
The figures are for reading: no test asks how fast this machine is.
"""
