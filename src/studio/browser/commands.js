// Commands on the sample desk's page: what is asked, tapped or filled in is sent, and the answer takes the message's place.
import { ask as send } from "./ask.js";
import { bind } from "./taps.js";

const form = document.getElementById("ask");
const line = document.getElementById("line");
const person = document.getElementById("person");
const notice = document.getElementById("notice");
const card = document.getElementById("teams-card");
const slack = document.querySelector(".panel.slack .answer");
const console_ = document.querySelector(".panel.console .answer");
let shownLine = "";
const ask = (question) => send(question, show);
const tapped = (command) => ask({ line: command });

function show(answer) {
  const before = shownLine;
  line.value = answer.line;
  if (!answer.modal) shownLine = answer.line;
  slack.innerHTML = answer.modal ? "" : answer.slack;
  if (answer.modal) slack.append(modal(answer, before));
  console_.textContent = answer.text;
  tellNotice(answer);
  bind(slack, answer.taps, tapped);
  document.dispatchEvent(new CustomEvent("card", { detail: { element: card, card: answer.teams } }));
  document.dispatchEvent(new CustomEvent("answer"));
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
  close.addEventListener("click", () => (back ? ask({ line: back }) : startOver()));
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

/** As the page was at first. */
function startOver() {
  history.replaceState(null, "", location.pathname);
  location.reload();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (line.value.trim()) ask({ line: line.value });
});
person.addEventListener("change", () => line.value.trim() && ask({ line: line.value }));
document.getElementById("digest").addEventListener("click", startOver);
for (const chip of document.querySelectorAll(".chip"))
  chip.addEventListener("click", () => ask({ line: chip.textContent }));
document.addEventListener("press", ({ detail }) => ask({ press: detail }));
bind(slack, JSON.parse(document.getElementById("taps").textContent), tapped);
