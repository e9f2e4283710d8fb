"""What the theme file cannot say: panes as high as the window, and the looks of ``ui.prose``."""

from typing import Final

CSS: Final = """
.stMainBlockContainer{padding-left:1.5rem;padding-right:1.5rem;max-width:1680px}
[data-testid="stLayoutWrapper"]:has(>.st-key-backstage){position:absolute;width:1px;height:1px;overflow:hidden}
.st-key-strip h1{font-size:1.2rem;padding:0;line-height:1.35}
.st-key-strip [data-testid="stCaptionContainer"]{margin-bottom:0}
.st-key-pane-left,.st-key-pane-middle,.st-key-pane-right{height:calc(100vh - 8.6rem);min-height:calc(100vh - 8.6rem);max-height:calc(100vh - 8.6rem);overflow-y:auto;overflow-x:hidden;scrollbar-width:thin}
.st-key-pane-left,.st-key-pane-middle{overflow:hidden}
.st-key-pane-left .st-key-explorer,.st-key-view-paper .st-key-viewer,.st-key-view-table .st-key-table{flex:1;min-height:0}
.st-key-view-scroll{overflow-y:auto;overflow-x:hidden;scrollbar-width:thin}
.st-key-strip p{margin-bottom:0}
[data-testid="stLayoutWrapper"]:has(>.st-key-explorer),[data-testid="stLayoutWrapper"]:has(>.st-key-view-paper),[data-testid="stLayoutWrapper"]:has(>.st-key-view-table),[data-testid="stLayoutWrapper"]:has(>.st-key-view-scroll),[data-testid="stLayoutWrapper"]:has(>.st-key-viewer),[data-testid="stLayoutWrapper"]:has(>.st-key-table){flex:1 1 0;min-height:0;overflow:hidden}
.st-key-view-paper,.st-key-view-table,.st-key-viewer,.st-key-table,.st-key-explorer{height:100%;min-height:0}
.kt-sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.kt-facts{margin:0;display:grid;grid-template-columns:1fr;font-size:.92rem}
.kt-facts div{display:grid;grid-template-columns:minmax(8.5rem,34%) 1fr;gap:.75rem;padding:.42rem 0;border-bottom:1px solid var(--kt-line)}
.kt-facts div:last-child{border-bottom:0}
.kt-facts dt{color:var(--kt-soft)}
.kt-facts dd{margin:0;overflow-wrap:anywhere}
.kt-timeline{list-style:none!important;margin:0 0 0 .5rem!important;padding:0 0 0 1.1rem!important;border-left:2px solid var(--kt-line);font-size:.9rem}
.kt-timeline li{position:relative;margin:0 0 .8rem;padding:0;display:flex;flex-direction:column}
.kt-timeline li::before{content:"";position:absolute;left:-1.48rem;top:.35rem;width:.65rem;height:.65rem;border-radius:50%;background:var(--kt-blue);border:2px solid var(--kt-ground)}
.kt-timeline li.red::before{background:var(--kt-red)}.kt-timeline li.green::before{background:var(--kt-green)}.kt-timeline li.gray::before{background:var(--kt-mid)}.kt-timeline li.orange::before{background:var(--kt-orange)}
.kt-timeline time,.kt-timeline span{color:var(--kt-soft);font-size:.84rem}
.kt-steps{display:grid;grid-auto-flow:column;grid-auto-columns:1fr;font-size:.86rem}
.kt-steps li{position:relative;text-align:center;margin:0;padding:1.5rem .25rem 0;display:flex;flex-direction:column;color:var(--kt-soft)}
.kt-steps li::before{content:"";position:absolute;top:.6rem;left:-50%;width:100%;height:2px;background:var(--kt-line)}
.kt-steps li:first-child::before{display:none}
.kt-steps i{position:absolute;z-index:1;top:.1rem;left:calc(50% - .55rem);width:1.1rem;height:1.1rem;border-radius:50%;background:var(--kt-ground);border:2px solid var(--kt-mid);box-sizing:border-box}
.kt-steps .done i{background:var(--kt-green);border-color:var(--kt-green)}
.kt-steps .done::before,.kt-steps .now::before{background:var(--kt-green)}
.kt-steps .now i{border:5px solid var(--kt-blue)}
.kt-steps .now span{font-weight:600;color:var(--kt-ink)}
.kt-steps em{font-style:normal;font-size:.78rem}
.kt-tasks{font-size:.95rem}
.kt-tasks li{display:flex;gap:.6rem;margin:0 0 .55rem;padding:0;color:var(--kt-soft)}
.kt-tasks i{flex:none;width:1.05rem;height:1.05rem;margin-top:.2rem;border-radius:50%;border:2px solid var(--kt-mid);box-sizing:border-box;position:relative}
.kt-tasks .done i{background:var(--kt-green);border-color:var(--kt-green)}
.kt-tasks .done i::after,.kt-steps .done i::after{content:"";position:absolute;left:30%;top:8%;width:24%;height:52%;border:solid #fff;border-width:0 2px 2px 0;transform:rotate(42deg)}
.kt-tasks .now i{border:5px solid var(--kt-blue)}
.kt-tasks .now{color:var(--kt-ink);font-weight:600}
.kt-pill{display:inline-block;font-size:.76rem;font-weight:600;border-radius:999px;padding:.05rem .55rem;white-space:nowrap;background:var(--kt-gray-ground);color:var(--kt-gray-ink)}
.kt-pill.green{background:var(--kt-green-ground);color:var(--kt-green-ink)}.kt-pill.red{background:var(--kt-red-ground);color:var(--kt-red-ink)}.kt-pill.orange{background:var(--kt-orange-ground);color:var(--kt-orange-ink)}.kt-pill.blue{background:var(--kt-blue-ground);color:var(--kt-blue-ink)}
.kt-cards,.kt-steps,.kt-tasks,.kt-messages{list-style:none!important;margin:0!important;padding:0!important}
.kt-head{display:flex;flex-wrap:wrap;align-items:baseline;gap:.1rem .6rem}
.kt-head h2{font-size:1.05rem;font-weight:600;margin:0;padding:0;line-height:1.35}
.kt-head p{flex-basis:100%;margin:0;font-size:.98rem;line-height:1.4;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}
.kt-cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.6rem;font-size:.9rem}
.kt-cards li,.kt-messages li,.kt-tasks li,.kt-steps li{margin-left:0!important}
.kt-cards li{border:1px solid var(--kt-line);border-radius:8px;padding:.6rem .75rem;margin:0;display:flex;flex-wrap:wrap;gap:.15rem .5rem;align-items:baseline;align-content:flex-start}
.kt-cards b{font-weight:600;flex:1}
.kt-cards p{flex-basis:100%;margin:0;color:var(--kt-soft);font-size:.86rem}
.kt-articles details{border-bottom:1px solid var(--kt-line);padding:.45rem 0;font-size:.9rem}
.kt-articles summary{cursor:pointer;line-height:1.4}
.kt-articles summary b{font-weight:600;color:var(--kt-blue)}
.kt-articles p{margin:.4rem 0 .1rem 1.05rem}
.kt-cite{color:var(--kt-soft);font-size:.84rem}
.kt-messages{font-size:.92rem}
.kt-messages li{border:1px solid var(--kt-line);border-radius:8px;padding:.6rem .8rem;margin:0 0 .6rem}
.kt-messages div{display:flex;justify-content:space-between;gap:.5rem;align-items:baseline}
.kt-messages time,.kt-messages small{color:var(--kt-soft);font-size:.82rem;white-space:nowrap}
.kt-messages p{margin:.25rem 0}
.kt-ring{width:9.5rem;height:9.5rem;border-radius:50%;display:grid;place-items:center;margin:.25rem auto;background:conic-gradient(var(--kt-ring) calc(var(--share)*360deg),var(--kt-line) 0)}
.kt-ring.green{--kt-ring:var(--kt-green)}.kt-ring.red{--kt-ring:var(--kt-red)}.kt-ring.orange{--kt-ring:var(--kt-orange)}
.kt-ring div{width:7.6rem;height:7.6rem;border-radius:50%;background:var(--kt-ground);display:flex;flex-direction:column;align-items:center;justify-content:center}
.kt-ring b{font-size:2.3rem;font-weight:600;line-height:1}
.kt-ring span{color:var(--kt-soft);font-size:.85rem}
.kt-results{width:100%;border-collapse:collapse;font-size:.92rem}
.kt-results th{text-align:left;font-weight:600;color:var(--kt-soft);border-bottom:1px solid var(--kt-line);padding:.4rem .75rem .4rem 0;font-size:.84rem}
.kt-results td{vertical-align:top;border-bottom:1px solid var(--kt-line);padding:.6rem .75rem .6rem 0}
.kt-results td:first-child{width:24%}.kt-results td b{display:block;font-weight:600;margin-bottom:.2rem}
.kt-results td.n{white-space:nowrap;font-variant-numeric:tabular-nums;font-weight:600}
.kt-results p{margin:0 0 .25rem}
.kt-post button{font:inherit;font-weight:500;cursor:pointer;border:1px solid var(--kt-line);border-radius:8px;background:var(--kt-ground);color:var(--kt-ink);padding:.45rem 1rem}
.kt-post button:hover{border-color:var(--kt-blue)}
.kt-post button:focus-visible,.kt-articles summary:focus-visible{outline:2px solid var(--kt-blue);outline-offset:2px}
"""

LIGHT: Final = {
    "ground": "#FFFFFF", "ink": "#0E131B", "soft": "#4A4740", "mid": "#8B8577", "line": "#DFDACF",
    "blue": "#14507A", "red": "#B3261E", "green": "#1E7A46", "orange": "#B25E09",
    "gray-ground": "#F0EDE6", "gray-ink": "#4A4740", "green-ground": "#E6F2EA",
    "green-ink": "#145A33", "red-ground": "#F9E9E7", "red-ink": "#8E1D17",
    "orange-ground": "#FBF0E2", "orange-ink": "#7F4204", "blue-ground": "#E6EEF4",
    "blue-ink": "#0F4063",
}  # fmt: skip
DARK: Final = {
    "ground": "#10151D", "ink": "#F1F0EC", "soft": "#CFD5DD", "mid": "#7C8797", "line": "#313A48",
    "blue": "#6CB0E6", "red": "#F0786F", "green": "#58B981", "orange": "#EFA04E",
    "gray-ground": "#242C38", "gray-ink": "#CFD5DD", "green-ground": "#16301F",
    "green-ink": "#B2E6C7", "red-ground": "#3A1B1B", "red-ink": "#FFC2BC",
    "orange-ground": "#3A2917", "orange-ink": "#FFD5A6", "blue-ground": "#182C3E",
    "blue-ink": "#BFE0F9",
}  # fmt: skip


def sheet(*, dark: bool) -> str:
    """Return the style sheet of one appearance."""
    chosen = DARK if dark else LIGHT
    colours = ";".join(f"--kt-{name}:{colour}" for name, colour in chosen.items())
    return f":root{{{colours}}}{CSS}"
