/** What a long command says of itself on stderr while it runs. */
export interface ProgressLine {
  /** @param done from 0 to 1 */
  show(done: number, text: string): void;
  /** Takes the line away where it is written over, so that the result stands alone. */
  end(): void;
}

const WATCHED_EVERY_MS = 100;
const UNWATCHED_EVERY_MS = 5000;
const BAR = 24;

/** A bar that is written over where somebody watches, else a line now and then. */
export function progressLine(title: string, out: NodeJS.WriteStream = process.stderr): ProgressLine {
  const startedAt = performance.now();
  const every = out.isTTY ? WATCHED_EVERY_MS : UNWATCHED_EVERY_MS;
  let shownAt = out.isTTY ? Number.NEGATIVE_INFINITY : startedAt;
  return {
    show: (done, text) => {
      const now = performance.now();
      if (now - shownAt < every) return;
      shownAt = now;
      const percent = `${Math.floor(100 * done)} %`;
      const line = [percent, text, timeLeft(done, (now - startedAt) / 1000)].filter(Boolean).join(", ");
      if (!out.isTTY) out.write(`${title}: ${line}\n`);
      else out.write(`\r\x1b[K${`${title} ${bar(done)} ${line}`.slice(0, Math.max(20, out.columns - 1))}`);
    },
    end: () => {
      if (out.isTTY) out.write("\r\x1b[K");
    },
  };
}

function bar(done: number): string {
  const full = Math.round(BAR * Math.min(1, done));
  return `${"█".repeat(full)}${"░".repeat(BAR - full)}`;
}

function timeLeft(done: number, elapsedSeconds: number): string {
  if (done < 0.01 || elapsedSeconds < 1) return "";
  const seconds = Math.ceil((elapsedSeconds * (1 - done)) / done);
  return seconds < 90 ? `${seconds} s left` : `${Math.ceil(seconds / 60)} min left`;
}
