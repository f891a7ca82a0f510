"""Contributions."""

from __future__ import annotations

from itertools import product
from math import factorial

import numpy as np

from model.arrays import Floats

COLUMNS = ["month", "rule", "where", "actors", "claims", "amount"]


def shapley(before: Floats, after: Floats) -> Floats:
    """Split the change of a product among its factors: shape (steps, factors), summing to the product's change.

    Each factor gets its own change times the mean of the others' product over all orders in which they could change
    (Shapley 1953).
    """
    count = before.shape[1]
    split = np.zeros_like(before)
    for own in range(count):
        others = [factor for factor in range(count) if factor != own]
        for changed in product((False, True), repeat=len(others)):
            many = sum(changed)
            share = factorial(many) * factorial(count - many - 1) / factorial(count)
            rest = [(after if done else before)[:, factor] for factor, done in zip(others, changed, strict=True)]
            split[:, own] += share * np.prod(rest, axis=0)
    return split * (after - before)
