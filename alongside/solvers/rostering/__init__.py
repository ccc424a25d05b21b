"""Who covers which shift: one model of workers, shifts and rules, for a week of the bank and for outside benchmarks.

`model` says what a problem is; `formulation` says it to CP-SAT, whose answer `search` looks for; `columns` makes
rosters of whole lines, which `lines` finds; `neighbourhoods` goes on from either, part by part; `checking` reads an
answer again without any of them. `weeks` proposes who covers what on the bank, with reasons; `benchmark` reads and
writes the instances of schedulingbenchmarks.org. OR-Tools is imported only while something is being solved, so that
the pages never carry it.
"""
