"""Mutation tests: one small error at a time is put into a module, and the tests must notice it.

`make mutants [WHAT=clock] [N=60]` makes the mutants of every module in `modules.yml` (of those whose path holds WHAT; N of
each, always the same ones), runs the tests that stand beside the module against each, and prints what was killed. A mutant
that no test notices survives: a test is missing, or the error changes nothing that anybody can see. The second kind
stands in `survivors.yml` with the reason, by function and change, so that it is found again when lines move.

`operators` says which errors are made, `runner` tries one in a copy of the tree, `__main__` counts and reports.
"""
