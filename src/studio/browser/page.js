// The preview page: draws the Teams card, and switches between light and dark.
(() => {
  const { AdaptiveCards } = window;
  /** The cards by the elements that they are drawn in. */
  const cards = new Map();
  const button = document.getElementById("theme");

  const light = {
    text: "#242424",
    subtle: "#616161",
    accent: "#5B5FC7",
    good: "#237B4B",
    warning: "#C19C00",
    attention: "#C4314B",
    paper: "#FFFFFF",
    emphasis: "#F5F5F5",
    line: "#D1D1D1",
  };
  const dark = {
    text: "#FFFFFF",
    subtle: "#ADADAD",
    accent: "#7F85F5",
    good: "#92C353",
    warning: "#F8D22A",
    attention: "#F9526B",
    paper: "#292929",
    emphasis: "#3D3D3D",
    line: "#525252",
  };

  // Teams reads a part of Markdown; our cards escape all of it but the links of tables.
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    const shown = document.createElement("p");
    const links = /\[((?:\\.|[^\]\\])*)\]\((https?:[^)\s]+)\)/g;
    let done = 0;
    for (const { 0: whole, 1: label, 2: address, index } of text.matchAll(links)) {
      const link = document.createElement("a");
      link.textContent = unescaped(label);
      link.href = address;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      shown.append(unescaped(text.slice(done, index)), link);
      done = index + whole.length;
    }
    shown.append(unescaped(text.slice(done)));
    result.outputHtml = shown.innerHTML.replaceAll("\n\n", "<br>");
    result.didProcess = true;
  };

  function unescaped(text) {
    return text.replace(/\\([\\`*_[\]+.)-])/g, "$1");
  }

  function hostConfig(ink) {
    const colour = (name) => ({ default: name, subtle: name });
    const container = (backgroundColor) => ({
      backgroundColor,
      borderColor: ink.line,
      foregroundColors: {
        default: { default: ink.text, subtle: ink.subtle },
        dark: colour("#242424"),
        light: colour("#FFFFFF"),
        accent: colour(ink.accent),
        good: colour(ink.good),
        warning: colour(ink.warning),
        attention: colour(ink.attention),
      },
    });
    return new AdaptiveCards.HostConfig({
      fontFamily: '"Segoe UI", system-ui, sans-serif',
      fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
      fontWeights: { lighter: 200, default: 400, bolder: 600 },
      lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
      spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 12 },
      separator: { lineThickness: 1, lineColor: ink.line },
      imageSizes: { small: 32, medium: 52, large: 100 },
      containerStyles: { default: container(ink.paper), emphasis: container(ink.emphasis) },
      actions: { maxActions: 6, buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left" },
      table: { cellSpacing: 8 },
    });
  }

  function draw(element, card) {
    const shown = new AdaptiveCards.AdaptiveCard();
    shown.hostConfig = hostConfig(isDark ? dark : light);
    shown.onExecuteAction = (action) => {
      if (action instanceof AdaptiveCards.OpenUrlAction)
        window.open(action.url, "_blank", "noopener,noreferrer");
      else
        element.dispatchEvent(
          new CustomEvent("press", { detail: { ...action.data, verb: action.verb }, bubbles: true }),
        );
    };
    shown.parse(card);
    element.replaceChildren(shown.render());
  }

  function dye() {
    const theme = isDark ? "dark" : "light";
    document.documentElement.dataset.theme = theme;
    // The library gives every message the same id.
    for (const slack of document.querySelectorAll("[id=slack_blocks_to_jsx]")) slack.dataset.theme = theme;
  }

  function show() {
    dye();
    button.setAttribute("aria-pressed", String(isDark));
    button.textContent = isDark ? "Light" : "Dark";
    for (const [element, card] of cards) {
      if (element.isConnected) draw(element, card);
      else cards.delete(element);
    }
  }

  let isDark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  button.addEventListener("click", () => {
    isDark = !isDark;
    show();
  });
  // Whoever puts a message into the page has its card drawn.
  document.addEventListener("card", ({ detail: { element, card } }) => {
    cards.set(element, card);
    draw(element, card);
    dye();
  });
  cards.set(document.getElementById("teams-card"), JSON.parse(document.getElementById("card").textContent));
  show();
})();
