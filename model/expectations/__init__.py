"""Scenario tests: what is expected is judged, suites of files are run, and new expectations are proposed."""

from model.expectations.judging import judge, judge_expectation, verdict_in_words
from model.expectations.proposing import Proposal, as_test, proposals
from model.expectations.suite import (
    NO_EXPECTATIONS,
    FileResult,
    bundled_suites,
    files_of,
    junit_xml,
    open_scenario_test,
    run_suite,
    suite_tally,
)
from model.expectations.verdict import Verdict, Word

__all__ = [
    "NO_EXPECTATIONS",
    "FileResult",
    "Proposal",
    "Verdict",
    "Word",
    "as_test",
    "bundled_suites",
    "files_of",
    "judge",
    "judge_expectation",
    "junit_xml",
    "open_scenario_test",
    "proposals",
    "run_suite",
    "suite_tally",
    "verdict_in_words",
]
