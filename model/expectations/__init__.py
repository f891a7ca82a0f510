"""Scenario tests: what is expected is judged, suites of files are run, and new expectations are proposed."""

from model.expectations.checking import NO_EXPECTATIONS, Checked, check
from model.expectations.finding import bundled_suites, files_of, misnamed
from model.expectations.judging import judge, judge_expectation
from model.expectations.naming import expectation_ids
from model.expectations.proposing import Proposal, as_test, proposals
from model.expectations.suite import FileResult, junit_xml, open_scenario_test, run_suite, suite_tally
from model.expectations.telling import reasons_told, verdict_in_words
from model.expectations.verdict import Verdict, Word

__all__ = [
    "NO_EXPECTATIONS",
    "Checked",
    "FileResult",
    "Proposal",
    "Verdict",
    "Word",
    "as_test",
    "bundled_suites",
    "check",
    "expectation_ids",
    "files_of",
    "judge",
    "judge_expectation",
    "junit_xml",
    "misnamed",
    "open_scenario_test",
    "proposals",
    "reasons_told",
    "run_suite",
    "suite_tally",
    "verdict_in_words",
]
