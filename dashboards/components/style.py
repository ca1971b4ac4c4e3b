"""The little CSS that configuration cannot say. Static text: nothing from data enters here."""

CSS = """
.stMainBlockContainer { max-width: 1080px; padding: 1.25rem 1.5rem 3rem; }
header[data-testid="stHeader"] { height: 0; min-height: 0; background: transparent; }
.st-key-masthead { border-bottom: 2px solid #17212B; padding-bottom: .4rem; }
.st-key-masthead [data-testid="stMarkdownContainer"],
.st-key-synthetic [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
.st-key-masthead p { margin: 0; }
.st-key-masthead { flex-wrap: nowrap; }
.st-key-nav { row-gap: 0; column-gap: .2rem; border-bottom: 1px solid #CBD3DA;
  padding-bottom: .3rem; }
.st-key-nav a { padding: .2rem .5rem; }
.st-key-synthetic { background: #FFF4D6; border-left: 6px solid #B35900; padding: .6rem .9rem; }
.st-key-synthetic p { margin: 0; color: #17212B; }
.st-key-footer { border-top: 1px solid #CBD3DA; margin-top: 2.5rem; padding-top: .8rem; }
.st-key-lead p { font-size: 1.22rem; line-height: 1.65; }
[class*="st-key-table_"] { overflow-x: auto; }
[class*="st-key-table_"] td [data-testid="stMarkdownContainer"] { overflow: visible;
  overflow-wrap: anywhere; }
[class*="st-key-table_"] table { font-variant-numeric: tabular-nums; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p,
[data-testid="stCaptionContainer"] a { color: #4A5560 !important; opacity: 1 !important; }
[data-testid="stCaptionContainer"] a { color: #00588A !important; }
.stPageLink a { padding-left: 0; background: transparent; height: auto; }
.stPageLink a span, .stPageLink a p { white-space: normal; overflow: visible; }
.stPageLink a p { color: #00588A !important; text-decoration: underline;
  text-underline-offset: 3px; font-weight: 400; }
.st-key-nav .stPageLink a, .st-key-masthead .stPageLink a { padding: .2rem .5rem; }
.st-key-nav .stPageLink a p, .st-key-masthead .stPageLink a p { color: #17212B !important;
  text-decoration: none; }
.st-key-nav .stPageLink a:hover p { text-decoration: underline; }
.st-key-nav .st-key-current_page { border-bottom: 3px solid #00588A; }
.st-key-nav .st-key-current_page .stPageLink a p { font-weight: 650; }
[class*="st-key-hits_"] .stPageLink a { padding-top: .3rem; padding-bottom: .3rem; }
:is(a, button, summary, input, textarea, [tabindex]):focus-visible {
  outline: 3px solid #D55E00 !important; outline-offset: 2px; border-radius: 2px; }
.stMultiSelect div:has(> [data-testid="stMultiSelectTagsContainer"]),
[data-testid="stMultiSelectTagsContainer"] { max-height: none !important; overflow: visible; }
[data-testid="stAlertContainer"] p { color: #17212B; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding: .8rem .9rem 2rem; }
  .st-key-lead p { font-size: 1.08rem; }
  [data-testid="stHorizontalBlock"] { row-gap: .5rem !important; }
  h1 { font-size: 1.6rem !important; }
  .st-key-nav a { padding: .35rem .45rem; }
  [class*="st-key-table_"] :is(td, th) { min-width: 4.5rem; padding: .35rem .3rem !important; }
  [class*="st-key-table_"] table, [class*="st-key-table_"] table p { font-size: .85rem; }
}
@media (max-width: 640px) {
  [class*="st-key-cards_"] :is(table, tbody, tr, td) { display: block; width: 100% !important; }
  [class*="st-key-cards_"] thead { position: absolute; width: 1px; height: 1px;
    overflow: hidden; clip-path: inset(50%); }
  [class*="st-key-cards_"] tr { border-bottom: 1px solid #CBD3DA; padding: .5rem 0; }
  [class*="st-key-cards_"] td { display: flex !important; gap: .6rem; min-width: 0 !important;
    border: 0 !important; padding: .1rem 0 !important; text-align: left !important; }
  [class*="st-key-cards_"] td:first-child { font-weight: 600; }
  [class*="st-key-cards_"] td::before { flex: 0 0 8.5rem; color: #4A5560;
    text-align: left; white-space: normal; }
}
@media print {
  .st-key-nav, .stTextInput, .stSelectbox, .stMultiSelect, .stDownloadButton, .stForm, header,
  iframe { display: none !important; }
  .stApp, .stAppViewContainer, .stMain, [data-testid="stMain"] { position: static !important;
    overflow: visible !important; height: auto !important; }
  .stMainBlockContainer { max-width: none; padding: 0; }
  tr, .stVegaLiteChart, [data-testid="stVerticalBlockBorderWrapper"] { break-inside: avoid; }
}
"""
