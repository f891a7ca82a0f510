"""Scenario tests: what is expected is judged, suites of files are run, and new expectations are proposed."""

from model.expectations.judging import judge, verdict_in_words
from model.expectations.proposing import Proposal, as_test, proposals
from model.expectations.suite import (
    NO_EXPECTATIONS,
    Judged,
    bundled_suites,
    files_of,
    junit_xml,
    plain,
    run_suite,
    suite_tally,
)
from model.expectations.verdict import Verdict, Word

__all__ = [
    "NO_EXPECTATIONS",
    "Judged",
    "Proposal",
    "Verdict",
    "Word",
    "as_test",
    "bundled_suites",
    "files_of",
    "judge",
    "junit_xml",
    "plain",
    "proposals",
    "run_suite",
    "suite_tally",
    "verdict_in_words",
]
