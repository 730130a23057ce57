import { type Answer, averaged, counted, type Kpi, ofUsualScale } from "./answer.ts";
import { cellsOf } from "./cells.ts";
import { aloneLabels } from "./credited.ts";
import type { Labels, Sample } from "./desk.ts";
import type { Heard } from "./heard.ts";
import type { ToldDesk } from "./told-desk.ts";

interface Rated {
  readonly at: number;
  readonly event: Heard;
  readonly labels: Labels;
}

/** The last answer of each kind in each episode, and every one outside conversations. */
function rated({ conversations, outside, teamOf }: ToldDesk): readonly Rated[] {
  const inside = conversations.flatMap(({ life, labels }) =>
    [life.beforeOpening, ...life.episodes].flatMap(({ ratings }) =>
      [...ratings.values()].map((rating) => ({ ...rating, labels: labels(rating, rating.at) })),
    ),
  );
  const alone = outside
    .filter(({ type }) => type === "survey.answered")
    .map((event) => ({ event, at: event.at, labels: aloneLabels(event, teamOf) }));
  return [...inside, ...alone];
}

const usual: Readonly<Record<string, { min: number; max: number; betterIs: string }>> = {
  nps: { min: 0, max: 10, betterIs: "higher" },
  ces: { min: 1, max: 7, betterIs: "lower" },
};

function scaleOf({ data }: Heard) {
  return data.scale ?? usual[data.survey ?? ""] ?? { min: 1, max: 5, betterIs: "higher" };
}

/** From 0, the worst, to 1, the best. */
function goodness(event: Heard): number | undefined {
  const { score } = event.data;
  if (score === undefined) return undefined;
  const { min, max, betterIs } = scaleOf(event);
  const part = (score - min) / (max - min);
  return betterIs === "lower" ? 1 - part : part;
}

function colour({ event }: Rated): string {
  const good = goodness(event);
  if (good !== undefined) return good >= 0.75 ? "happy" : good <= 0.25 ? "sad" : "neutral";
  const { answer = "" } = event.data;
  return { good: "happy", bad: "sad" }[answer] ?? answer;
}

function verdict(each: Rated): Sample {
  return { at: each.at, value: Number(colour(each) === "happy"), labels: each.labels };
}

function scores(ratings: readonly Rated[]): readonly Sample[] {
  return ratings.flatMap(({ event, at, labels }) => {
    const { score } = event.data;
    const { min, max, betterIs } = scaleOf(event);
    return score === undefined ? [] : [{ at, value: score, labels, scale: `${min}–${max} ${betterIs}` }];
  });
}

export function ratingKpis(told: ToldDesk): Record<string, Kpi> {
  const all = rated(told);
  const of = (kind: string) => all.filter(({ event }) => event.data.survey === kind);
  const smileys = (wanted: string) =>
    counted(
      of("smiley")
        .filter((each) => colour(each) === wanted)
        .map(verdict),
    );
  return {
    csat: averaged(of("csat").map(verdict), 100),
    "csat-average": averaged(ofUsualScale(scores(of("csat")))),
    happy: smileys("happy"),
    neutral: smileys("neutral"),
    sad: smileys("sad"),
    nps: promoters(scores(of("nps"))),
    ces: averaged(ofUsualScale(scores(of("ces")))),
    friendliness: averaged(ofUsualScale(scores(of("friendliness")))),
    "effectivity-rating": averaged(of("effectiveness").map(verdict), 10),
  };
}

/** 9 and 10 promote, 0 to 6 detract; what was asked on another scale has no such numbers. */
function promoters(samples: readonly Sample[]): Kpi {
  return (question): Answer => {
    const cells = cellsOf(
      samples.filter(({ scale }) => scale === "0–10 higher"),
      question,
    );
    return {
      names: new Set(cells.keys()),
      cell(name) {
        const members = cells.get(name) ?? [];
        const promoting = members.filter(({ value }) => value >= 9).length;
        const detracting = members.filter(({ value }) => value <= 6).length;
        const sample = members.length;
        return { value: sample === 0 ? null : (100 * (promoting - detracting)) / sample, sample };
      },
    };
  };
}
