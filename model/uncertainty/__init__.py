"""The same scenario in many plausible variants: shares of the pull, counts, and a word for how sturdy an answer is."""

from model.uncertainty.draws import drawn_batches, drawn_inputs, uniform
from model.uncertainty.headlines import Headline, headline, largest_of_four
from model.uncertainty.intervals import (
    mean_interval,
    median_interval,
    paired_interval,
    paired_mean_interval,
    wilson_interval,
)
from model.uncertainty.robust import (
    ROBUSTNESS_RULE,
    RULE_IN_BRIEF,
    Robustness,
    check_variants_of,
    count_in_words,
    robustness,
    robustness_words,
    share_in_words,
)
from model.uncertainty.surprises import variants_without_each_actor, without_each_happening
from model.uncertainty.telling_one import variant_number, variants_apart
from model.uncertainty.two_layers import EDGES, Layers, band_edges, layer_bands, layers
from model.uncertainty.variants import MOST_DRAWS, QUANTILES, Ensemble, check_draws, ensemble

__all__ = [
    "EDGES",
    "MOST_DRAWS",
    "QUANTILES",
    "ROBUSTNESS_RULE",
    "RULE_IN_BRIEF",
    "Ensemble",
    "Headline",
    "Layers",
    "Robustness",
    "band_edges",
    "check_draws",
    "check_variants_of",
    "count_in_words",
    "drawn_batches",
    "drawn_inputs",
    "ensemble",
    "headline",
    "largest_of_four",
    "layer_bands",
    "layers",
    "mean_interval",
    "median_interval",
    "paired_interval",
    "paired_mean_interval",
    "robustness",
    "robustness_words",
    "share_in_words",
    "uniform",
    "variant_number",
    "variants_apart",
    "variants_without_each_actor",
    "wilson_interval",
    "without_each_happening",
]
