// Sends what is asked on the sample desk's page, as the person that is chosen there.
const person = document.getElementById("person");
const notice = document.getElementById("notice");
let asked = 0;

/** Asks, and shows the answer unless something else was asked meanwhile. */
export async function ask(question, show) {
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
    notice.textContent = answer.ok ? "" : body.error;
    if (answer.ok) show(body);
  } catch {
    notice.textContent = "The demo does not answer any more: start it again.";
  } finally {
    if (mine === asked) document.body.removeAttribute("aria-busy");
  }
}
