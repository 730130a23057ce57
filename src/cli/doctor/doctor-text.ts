import type { NamedFinding } from "./examine.ts";
import type { Verdict } from "./finding.ts";
import { counted } from "./listed.ts";

const signs: Readonly<Record<Verdict, string>> = { ok: "✓", warning: "!", problem: "✗" };

/** What the doctor prints: a line a finding, below it what to do. */
export function doctorText(findings: readonly NamedFinding[]): string {
  const width = Math.max(0, ...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, verdict, says, remedy }, no) => {
    const name = findings[no - 1]?.check === check ? "" : check;
    const first = `${signs[verdict]} ${name.padEnd(width)}  ${says}`;
    return remedy === undefined ? [first] : [first, `${" ".repeat(width + 4)}→ ${remedy}`];
  });
  return `${[...lines, "", summary(findings)].join("\n")}\n`;
}

function summary(findings: readonly NamedFinding[]): string {
  const of = (verdict: Verdict) => findings.filter((finding) => finding.verdict === verdict).length;
  const [problems, warnings] = [of("problem"), of("warning")];
  if (problems + warnings === 0) return "All is well.";
  return `${counted(problems, "problem")}, ${counted(warnings, "warning")}.`;
}
