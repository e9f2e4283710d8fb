"""The shell: the script of every run. Identity, language, one explicit list of screens."""

from pathlib import Path

import streamlit as st

from base.language import say
from ui import prose, state, theme
from ui.components.mounted import tongue
from ui.identity import current_user
from ui.navigation import menu

STATIC = Path(__file__).parent / "static"

st.set_page_config(
    page_title="Kho Tập",
    page_icon=str(STATIC / "favicon.svg"),
    layout="wide",
    initial_sidebar_state="collapsed",
)
someone = current_user()
if someone is None:
    st.title("Kho Tập")
    for language in ("vi", "en"):
        st.write(say("refused.login.needed", language))
    st.markdown(f"[{say('entry.submit', 'vi')} · {say('entry.submit', 'en')}](/login)")
    st.stop()

state.speak(someone.language)
dark = st.context.theme.type == "dark"
st.logo(str(STATIC / ("logo-dark.svg" if dark else "logo-light.svg")), size="large")
page = st.navigation(menu(someone), position="top")
with st.container(key="backstage", gap=None):
    st.html(prose.styles(theme.sheet(dark=dark)))
    tongue(someone.language)
page.run()
