"""The rules of the real case in other tools: what each makes of them is in its own file, what all get is in `book`.

A peer does less than Ripeness does, never more: no events, no wandering front, no outcomes, no record of the months.
"""
