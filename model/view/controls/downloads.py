"""Take it along: the briefing, the whole result, the paths and the scenario as files, made when they are asked for."""

from __future__ import annotations

import json
from collections.abc import Callable

import streamlit as st

from model.explain import briefing, paths_table, result_tables, run_and_variants_to_dict
from model.history import past_wars_in_brief
from model.knowledge import Case, slug
from model.packages import OPENPYXL
from model.scenario import SCENARIO_SUFFIX, Scenario, to_toml
from model.store import PLAIN, csv_text, workbook
from model.view.controls.tables import XLSX, choose_csv_style, csv_style
from model.view.results import flips_of, reasons_of, run_of, variants_of
from model.view.session import current_seed


def file_stem(title: str) -> str:
    """Return a title as the stem of a file's name, in Latin letters: not every system takes others."""
    return slug(title)[:60].strip("-") or "scenario"


def show_downloads(case: Case, scenario: Scenario, link: str) -> None:
    """Show a button for each file; `link` leads back to what is shown."""
    seed = current_seed()  # a file is made in another thread, which knows no session
    name, style = file_stem(scenario.title), csv_style()
    st.markdown("**Take it along.** Charts and pictures have a *Save* of their own.")
    _button(
        "Briefing, one page to print (HTML)",
        f"{name}.html",
        "text/html",
        lambda: briefing_html(case, scenario, link, seed),
    )
    _button("Whole result (JSON)", f"{name}.json", "application/json", lambda: result_json(case, scenario, link, seed))
    _button(
        "Paths with their bands (CSV)", f"{name}-paths.csv", "text/csv", lambda: paths_csv(case, scenario, seed, style)
    )
    missing = OPENPYXL.missing
    _button("All tables (workbook)", f"{name}.xlsx", XLSX, lambda: result_workbook(case, scenario, seed), missing)
    _button(
        "Scenario, to run or test (TOML)", f"{name}{SCENARIO_SUFFIX}", "application/toml", lambda: to_toml(scenario)
    )
    choose_csv_style()


def _button(label: str, name: str, mime: str, make: Callable[[], str | bytes], missing: str = "") -> None:
    """Show a button for a file; `missing` says beforehand what is needed to make it."""
    st.download_button(
        label,
        make,
        name,
        mime,
        key=f"take {mime}",
        on_click="ignore",
        icon=":material/download:",
        width="stretch",
        help=missing or None,
        disabled=bool(missing),
    )


def briefing_html(case: Case, scenario: Scenario, link: str, seed: int) -> str:
    """Return the briefing."""
    run, variants = run_of(case, scenario), variants_of(case, scenario, seed)
    past = past_wars_in_brief(case.settings.war)
    return briefing(run, variants, reasons_of(case, scenario), flips_of(case, scenario), past, link)


def result_json(case: Case, scenario: Scenario, link: str, seed: int) -> str:
    """Return the whole result as JSON."""
    found = run_and_variants_to_dict(run_of(case, scenario), variants_of(case, scenario, seed), link)
    return json.dumps(found, ensure_ascii=False, indent=2)


def paths_csv(case: Case, scenario: Scenario, seed: int, style: str = PLAIN) -> str:
    """Return every variable's and pull's path as CSV, one row a month, with the variants' quantiles."""
    run, variants = run_of(case, scenario), variants_of(case, scenario, seed)
    made_by = variants.made_by.but(what="paths").to_text()
    return csv_text(paths_table(run, variants), style, made_by, float_format="%.6g")


def result_workbook(case: Case, scenario: Scenario, seed: int) -> bytes:
    """Return all tables of the result as a workbook."""
    run, variants = run_of(case, scenario), variants_of(case, scenario, seed)
    return workbook(result_tables(run, variants), variants.made_by.but(what="run").to_text())
