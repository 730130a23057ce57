// What can be tapped in a message that is drawn as Slack draws it.

/** Lets the buttons and lists of a message, drawn within the element, ask what is behind them. */
export function bind(within, taps, ask) {
  for (const tap of taps) {
    const element = within.querySelector(`#${CSS.escape(tap.id)}`);
    if (!element) continue;
    if (tap.options) element.replaceWith(select(tap, ask));
    else if (tap.url)
      element.addEventListener("click", () => window.open(tap.url, "_blank", "noopener,noreferrer"));
    else if (tap.command !== undefined) element.addEventListener("click", () => ask(tap.command));
  }
}

/** The library draws a select that holds nothing. */
function select({ placeholder, options }, ask) {
  const shown = document.createElement("select");
  shown.className = "slack-select";
  shown.setAttribute("aria-label", placeholder);
  shown.append(new Option(placeholder, ""));
  for (const { label, command } of options) shown.append(new Option(label, command));
  shown.addEventListener("change", () => shown.value && ask(shown.value));
  return shown;
}
