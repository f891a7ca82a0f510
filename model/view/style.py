"""Style."""

from __future__ import annotations

import streamlit as st


def style() -> None:
    """Put the page's style in place, once."""
    dark = st.context.theme.type == "dark"  # Streamlit writes white on the light blue of chosen options
    st.html(STYLE.replace("</style>", f"{DARK}</style>") if dark else STYLE)


DARK = ".stMultiSelect span[title] { color: #111; }"


STYLE = """<style>
.stMainBlockContainer { padding-top: 3rem; }
.stMain { scroll-padding-bottom: 6rem; }
.stApp :is(a, button, summary):focus-visible { outline: 3px solid currentColor !important; outline-offset: -2px; }
[data-testid="stBottomBlockContainer"] { padding-top: .5rem; padding-bottom: .6rem; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p { color: inherit !important; }
[data-testid="stCaptionContainer"] { opacity: .82; }
.theory { font-size: .9rem; margin: -.4rem 0 0 2.6rem; } .theory summary { cursor: pointer; }
.theory ul { margin: .2rem 0 .4rem; padding-left: 1.2rem; }
.answer { display: flex; flex-wrap: wrap; align-items: center; gap: .2rem .9rem; }
.verdict { margin: 0; padding: 0; font-size: 2rem; }
.word { border: 2px solid; border-radius: .4rem; padding: 0 .5rem; font-weight: 600; }
.word.leaning { border-style: dashed; } .word.open { border-style: dotted; }
.rule { margin-top: .6rem; font-size: .9rem; } .rule p { margin: .3rem 0 0; }
.account { font-size: 1.08rem; line-height: 1.6; max-width: 80ch; margin: 0; }
.pulls { display: flex; height: 1.1rem; border-radius: .3rem; overflow: hidden; gap: 2px; margin: .4rem 0; }
.pulls i { display: block; min-width: 2px; forced-color-adjust: none; }
.pulls .none { background: repeating-linear-gradient(45deg, #8886 0 4px, #8883 4px 8px); }
.shares { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
.shares th, .shares td { padding: .25rem .4rem; border-bottom: 1px solid #8884; font-weight: 400; }
.shares td, .shares thead th { text-align: right; } .shares tbody th { text-align: left; }
.shares td small { white-space: nowrap; opacity: .85; }
.shares thead th { font-size: .85rem; } .shares thead th, .shares thead td { padding-bottom: 0; border-bottom: 0; }
.strip { display: flex; flex-wrap: wrap; gap: .1rem 1rem; align-items: baseline; font-size: .95rem; }
.reason { border-left: 4px solid #8889; padding-left: .8rem; margin-bottom: .9rem; }
.reason.against { border-left-style: dashed; }
.reason p { margin: 0 0 .2rem; }
.reason ul { margin: .2rem 0 0; font-size: .85rem; opacity: .9; }
.side { font-size: .8rem; font-weight: 600; border: 1px solid #8886; border-radius: .3rem; padding: 0 .35rem; }
.ends { display: flex; justify-content: space-between; gap: .5rem; font-size: .8rem; line-height: 1.2; }
.ends span { flex: 1; } .ends span:nth-child(2) { text-align: center; } .ends span:last-child { text-align: right; }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1rem; font-size: .85rem; }
.legend i { display: inline-block; width: 28px; height: 3px; forced-color-adjust: none; }
.legend span { display: inline-flex; align-items: center; gap: .35rem; }
.st-key-toolbar { gap: .5rem; }
.st-key-toolbar kbd { color: inherit !important; opacity: .85 !important; }
.st-key-toolbar button { padding: .2rem .65rem; min-height: 2.3rem; }
@media (max-width: 640px) {
  .st-key-toolbar { gap: .4rem; }
  .st-key-toolbar button { padding: .15rem .55rem; min-height: 2.1rem; }
  .st-key-toolbar kbd, .st-key-toolbar button [class*=hortcut] { display: none; }
  .strip { font-size: .85rem; gap: .1rem .8rem; }
  .shares td small { display: block; }
  .strip .long { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
}
</style>"""
