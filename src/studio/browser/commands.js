// Commands on the sample desk's page: what is asked, tapped or filled in is sent, and the answer takes the message's place.
(() => {
  const form = document.getElementById("ask");
  const line = document.getElementById("line");
  const person = document.getElementById("person");
  const notice = document.getElementById("notice");
  const slack = document.querySelector(".panel.slack .paper");
  const console_ = document.querySelector(".panel.console pre");
  let shownLine = "";
  let asked = 0;

  async function ask(question) {
    asked += 1;
    const mine = asked;
    document.body.setAttribute("aria-busy", "true");
    notice.textContent = "Working on it…";
    try {
      const answer = await fetch("/studio/ask", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ person: person.value, ...question }),
      });
      const body = await answer.json();
      // Who asks again is not waiting for the first answer any more.
      if (mine !== asked) return;
      if (answer.ok) show(body);
      else notice.textContent = body.error;
    } catch {
      notice.textContent = "The demo does not answer any more: start it again.";
    } finally {
      if (mine === asked) document.body.removeAttribute("aria-busy");
    }
  }

  function show(answer) {
    const before = shownLine;
    line.value = answer.line;
    if (!answer.modal) shownLine = answer.line;
    slack.innerHTML = answer.modal ? "" : answer.slack;
    if (answer.modal) slack.append(modal(answer, before));
    console_.textContent = answer.text;
    tellNotice(answer);
    bind(answer.taps);
    document.dispatchEvent(new CustomEvent("answer", { detail: answer }));
  }

  function tellNotice({ file, notice: said }) {
    notice.textContent = said ? `In the channel, for everybody: “${said}” ` : "";
    if (!file) return;
    const link = document.createElement("a");
    link.href = file.url;
    link.download = file.name;
    link.textContent = `Download ${file.name}`;
    notice.append(link);
  }

  function modal({ slack: html, modal: { title, form: fields } }, back) {
    const frame = document.createElement("div");
    frame.className = "modal";
    const head = document.createElement("div");
    head.className = "modal-head";
    const name = document.createElement("strong");
    name.textContent = title;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => (back ? ask({ line: back }) : location.reload()));
    head.append(name, close);
    frame.append(head);
    const body = document.createElement("div");
    body.innerHTML = html;
    frame.append(body);
    if (fields) frame.append(fillIn(fields));
    return frame;
  }

  function fillIn({ html, command }) {
    const inputs = document.createElement("form");
    inputs.className = "fields";
    inputs.innerHTML = html;
    inputs.addEventListener("submit", (event) => {
      event.preventDefault();
      const data = new FormData(inputs);
      const values = Object.fromEntries([...new Set(data.keys())].map((name) => [name, data.getAll(name)]));
      ask({ form: { command, values } });
    });
    return inputs;
  }

  function bind(taps) {
    for (const tap of taps) {
      const element = document.getElementById(tap.id);
      if (!element) continue;
      if (tap.options) element.replaceWith(select(tap));
      else if (tap.url)
        element.addEventListener("click", () => window.open(tap.url, "_blank", "noopener,noreferrer"));
      else if (tap.command !== undefined) element.addEventListener("click", () => ask({ line: tap.command }));
    }
  }

  /** The library draws a select that holds nothing. */
  function select({ placeholder, options }) {
    const shown = document.createElement("select");
    shown.className = "slack-select";
    shown.setAttribute("aria-label", placeholder);
    shown.append(new Option(placeholder, ""));
    for (const { label, command } of options) shown.append(new Option(label, command));
    shown.addEventListener("change", () => shown.value && ask({ line: shown.value }));
    return shown;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (line.value.trim()) ask({ line: line.value });
  });
  person.addEventListener("change", () => line.value.trim() && ask({ line: line.value }));
  document.getElementById("digest").addEventListener("click", () => location.reload());
  for (const chip of document.querySelectorAll(".chip"))
    chip.addEventListener("click", () => ask({ line: chip.textContent }));
  document.addEventListener("press", ({ detail }) => ask({ press: detail }));
  bind(JSON.parse(document.getElementById("taps").textContent));
})();
