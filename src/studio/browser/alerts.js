// What stands in the sample desk's channel now: looked for every second, each message in its place.
import { ask } from "./ask.js";
import { bind } from "./taps.js";

const EVERY_MS = 1_000;
const button = document.getElementById("alerts");
const lists = {
  slack: list(".panel.slack .paper"),
  teams: list(".panel.teams .paper"),
};
/** By the message's id: what it looked like, and its elements. */
const shown = new Map();

function list(paper) {
  const element = document.createElement("div");
  element.className = "alerts";
  document.querySelector(paper).append(element);
  return element;
}

async function look() {
  try {
    const answer = await fetch("/studio/messages");
    if (answer.ok) draw(await answer.json());
  } catch {
    // The demo was stopped: what stands stays.
  }
  setTimeout(look, EVERY_MS);
}

function draw(messages) {
  // An escalation is a message more of the same alert.
  const open = new Set(messages.flatMap(({ takingOn }) => takingOn ?? [])).size;
  button.textContent = open === 0 ? "Alerts" : `Alerts: ${open} open`;
  const ids = new Set(messages.map(({ id }) => id));
  for (const [id, { slack, teams }] of shown) {
    if (ids.has(id)) continue;
    slack.remove();
    teams.remove();
    shown.delete(id);
  }
  for (const message of messages.toReversed()) put(message);
}

function put(message) {
  const known = shown.get(message.id);
  const look = JSON.stringify(message);
  if (known?.look === look) return;
  const { slack, teams } = known ?? begun(message);
  shown.set(message.id, { look, slack, teams });
  const press = (question) => ask(question, (answer) => say(slack, teams, answer));

  const inSlack = slack.querySelector(".body");
  inSlack.innerHTML = message.slack;
  bind(inSlack, message.taps, (line) => press({ line }));
  thread(slack, message.replies);
  card(teams.querySelector(".body"), message.card);
  thread(teams, message.replies);
  if (known) flash(slack, teams);
}

/** A new message stands above those before it. */
function begun({ to }) {
  const [slack, teams] = [lists.slack, lists.teams].map((above) => {
    const element = document.createElement("article");
    if (to !== null) element.append(words("p", "to", `In ${to}’s direct chat`));
    element.append(words("div", "body", ""), words("ul", "thread", ""), words("div", "said", ""));
    above.prepend(element);
    return element;
  });
  teams.addEventListener("press", (event) => {
    event.stopPropagation();
    ask({ press: event.detail }, (answer) => say(slack, teams, answer));
  });
  return { slack, teams };
}

/** The answer to a press is for who pressed alone. */
function say(slack, teams, answer) {
  const press = (line) => ask({ line }, (next) => say(slack, teams, next));
  const [inSlack, inTeams] = [slack, teams].map((element) => {
    const said = element.querySelector(".said");
    const close = words("button", "close", "Dismiss");
    close.type = "button";
    close.addEventListener("click", () => {
      for (const one of [slack, teams]) one.querySelector(".said").replaceChildren();
    });
    const body = words("div", "", "");
    said.replaceChildren(words("p", "whose", ""), body);
    said.querySelector(".whose").append(close);
    return body;
  });
  label(inSlack, "Only visible to you");
  label(inTeams, "In your chat with deskpulse");
  inSlack.innerHTML = answer.slack;
  bind(inSlack, answer.taps, press);
  card(inTeams, answer.teams);
}

function label(body, text) {
  body.parentElement.querySelector(".whose").prepend(text);
}

function thread(element, replies) {
  element.querySelector(".thread").replaceChildren(...replies.map((reply) => words("li", "", reply)));
}

function card(element, content) {
  document.dispatchEvent(new CustomEvent("card", { detail: { element, card: content } }));
}

function flash(...elements) {
  for (const element of elements) {
    element.classList.remove("changed");
    // Read, so that the browser begins anew.
    void element.offsetWidth;
    element.classList.add("changed");
  }
}

function words(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function view(isAlerts) {
  document.body.classList.toggle("watches", isAlerts);
  button.setAttribute("aria-pressed", String(isAlerts));
}

button.addEventListener("click", () => {
  history.replaceState(null, "", "#alerts");
  document.getElementById("notice").textContent = "";
  view(true);
});
// Whatever else is asked is looked at instead.
document.addEventListener("answer", () => {
  history.replaceState(null, "", location.pathname);
  view(false);
});
view(location.hash === "#alerts");
look();
