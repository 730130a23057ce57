import { type Answer, averaged, countedOnce, eachStretch, type Kpi, ofUsualScale } from "./answer.ts";
import { cellsOf } from "./cells.ts";
import { cellsThere } from "./contacts.ts";
import type { Sample } from "./desk.ts";
import type { Heard } from "./heard.ts";
import type { ToldDesk } from "./told-desk.ts";

export function teamKpis(told: ToldDesk): Record<string, Kpi> {
  const { heard } = told;
  const traffic = heard.filter(({ type }) => type === "traffic.counted");
  const perView = (part: string, whole: string): Kpi => quotient(views(traffic, part), views(traffic, whole));
  const absences = heard.filter(({ type }) => type === "agent.absent");
  const hours = (of: "hours" | "plannedHours") =>
    absences.map((event) => credited(told, event, event.data[of] ?? 0));
  const surveyed = heard
    .filter(({ type }) => type === "employee.surveyed")
    .map((event): Sample => {
      const { min, max } = event.data.scale ?? { min: 1, max: 5 };
      return { ...credited(told, event, Number(event.data.score)), scale: `${min}–${max}` };
    });
  return {
    "chat-coverage": perView("pageViewsInOpeningHours", "pageViews"),
    "chat-presence": perView("pageViewsWithAgentOnline", "pageViews"),
    "support-page-share": perView("supportPageVisits", "siteVisits"),
    "chat-engagement": perView("chatsStarted", "chatButtonShown"),
    "employee-happiness": averaged(ofUsualScale(surveyed)),
    absenteeism: quotient(hours("hours"), hours("plannedHours")),
    turnover: turnover(told),
  };
}

/** Of the agent named, and of the team named or his own then. */
function credited({ teamOf }: ToldDesk, { at, data }: Heard, value: number): Sample {
  const agent = data.agent ?? null;
  const team = (agent === null ? null : teamOf(agent, at)) ?? data.team ?? null;
  return { at, value, labels: { agent: [agent], team: [team] } };
}

function views(traffic: readonly Heard[], what: string): readonly Sample[] {
  return traffic.flatMap(({ data }): Sample[] => {
    const value = data[what];
    return typeof value === "number" ? [{ at: Date.parse(data.from ?? ""), value, labels: {} }] : [];
  });
}

/** One sum over another, in percent; where one of them was never counted there is no data. */
function quotient(parts: readonly Sample[], wholes: readonly Sample[]): Kpi {
  return (question): Answer => {
    const [part, whole] = [cellsOf(parts, question), cellsOf(wholes, question)];
    const sum = (members: readonly Sample[] = []) => members.reduce((all, { value }) => all + value, 0);
    return {
      names: new Set([...part.keys()].filter((name) => whole.has(name))),
      cell(name) {
        const sample = part.has(name) ? sum(whole.get(name)) : 0;
        return { value: sample === 0 ? null : (100 * sum(part.get(name))) / sample, sample };
      },
    };
  };
}

interface Employment {
  readonly agent: string;
  readonly from: number;
  readonly to: number;
}

/** On the staff from the first event until leaving, and again from being active or at work. */
export function employments(heard: readonly Heard[]): readonly Employment[] {
  const told = Map.groupBy(
    heard.filter(({ type }) => type.startsWith("agent.")),
    ({ data }) => data.agent ?? "",
  );
  return [...told].flatMap(([agent, events]) => {
    const found: Employment[] = [];
    let since: number | undefined;
    for (const [index, { at, type, data }] of events.entries()) {
      const isLeaving = type === "agent.left" || data.active === false;
      const isComing = data.active === true || data.state === "online" || data.state === "away";
      if (!isLeaving && (isComing || index === 0)) since ??= at;
      if (!isLeaving) continue;
      // Who is first heard of by leaving was there; who is first heard of as inactive was not.
      if (since === undefined && found.length === 0 && type === "agent.left") since = at;
      if (since !== undefined) found.push({ agent, from: since, to: at });
      since = undefined;
    }
    if (since !== undefined) found.push({ agent, from: since, to: Number.POSITIVE_INFINITY });
    return found;
  });
}

function turnover({ heard, teamOf }: ToldDesk): Kpi {
  const staff = employments(heard);
  return eachStretch((question) => {
    const { from, to } = question;
    const labelled = ({ agent }: Employment, at: number) => ({
      thing: agent,
      labels: { team: [teamOf(agent, at)] },
    });
    // Who is back within the period he left in has not joined in it.
    const wasThere = (agent: string, instant: number) =>
      staff.some((each) => each.agent === agent && each.from < instant && each.to >= instant);
    const leavers = countedOnce(staff.map((each) => ({ at: each.to, value: 1, ...labelled(each, each.to) })))(
      question,
    );
    const heads = cellsThere(
      staff
        .filter(({ agent, from: since }) => since < from || !wasThere(agent, from))
        .filter((each) => each.from < to && each.to >= from)
        .map((each) => labelled(each, each.from < from ? from - 1 : each.from)),
      question,
    );
    return {
      names: new Set([...leavers.names, ...heads.keys()]),
      cell(name) {
        const sample = new Set((heads.get(name) ?? []).map(({ thing }) => thing)).size;
        return { value: sample === 0 ? null : (100 * (leavers.cell(name).value ?? 0)) / sample, sample };
      },
    };
  }, null);
}
