import { escapeHtml } from "./escape-html.ts";

/** What the page offers to be asked. */
export interface CommandBox {
  readonly people: readonly { readonly id: string; readonly label: string }[];
  /** Whole lines. */
  readonly suggestions: readonly string[];
  /** What stands in the desk's channel is to be had at /studio/messages. */
  readonly hasMessages?: boolean;
}

/** Where a command is typed, as one of the desk's people. */
export function commandBoxHtml({ people, suggestions, hasMessages = false }: CommandBox): string {
  const options = people.map(
    ({ id, label }) => `<option value="${escapeHtml(id)}">${escapeHtml(label)}</option>`,
  );
  const chips = suggestions.map((line) => `<button type="button" class="chip">${escapeHtml(line)}</button>`);
  return `<section class="ask" aria-label="Ask deskpulse">
<form id="ask">
<label><span>As</span><select id="person">${options.join("")}</select></label>
<label class="line"><span>Ask</span><input id="line" autocomplete="off" spellcheck="false" placeholder="kpi csat by channel last week"></label>
<button type="submit">Ask</button>
<button type="button" id="digest">The digest</button>
${hasMessages ? '<button type="button" id="alerts" aria-pressed="false">Alerts</button>\n' : ""}</form>
<div class="chips">${chips.join("")}</div>
<p id="notice" role="status"></p>
</section>
`;
}
