import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../src/messages/report.ts";
import {
  type DeliveryContext,
  DeliveryError,
  type DeliveryFailure,
  type PostedMessage,
  type Surface,
} from "../../src/surfaces/surface.ts";
import { longReport, sampleReport } from "../support/sample-report.ts";

/** A surface on a platform of its own, for the contract suite. */
export interface ContractSubject {
  readonly surface: Surface;
  /** A channel or chat that takes posts. */
  readonly target: string;
  /** All that a reader sees of the message, markup and escapes taken away; texts of pictures included. */
  read(posted: PostedMessage): Promise<string>;
  /** How many messages stand in the target. */
  count(): Promise<number>;
  /** All that a reader sees of the replies to a message; absent where there are none. */
  replies?(posted: PostedMessage): Promise<readonly string[]>;
  /** What can go wrong here: each is arranged for the next post, which must fail in the way named. */
  readonly failures: readonly {
    readonly name: string;
    readonly failure: DeliveryFailure;
    /** Returns another target where the failure is one of the target. */
    arrange(): Promise<string | undefined> | string | undefined;
  }[];
  close(): Promise<void>;
}

/** What every surface promises, whatever the platform. */
export function surfaceContract(options: { name: string; open: () => Promise<ContractSubject> }): void {
  describe(`the ${options.name} surface`, () => {
    let subject: ContractSubject;
    beforeAll(async () => {
      subject = await options.open();
    });
    afterAll(() => subject?.close());

    const post = (report: Report, more: Partial<DeliveryContext> = {}, target = subject.target) =>
      subject.surface.post(target, report, delivery(more));

    it("carries the platform's name", () => {
      expect(subject.surface.platform).toBe(options.name);
    });

    it("posts every section of a report, and nothing of it is lost", async () => {
      const posted = await post(sampleReport);

      const shown = squeeze(await subject.read(posted));
      expect(posted.messageId).not.toBe("");
      for (const text of textsOf(sampleReport)) expect(shown).toContain(squeeze(text));
    });

    it("posts one message a post", async () => {
      const before = await subject.count();

      await post(sampleReport);

      expect(await subject.count()).toBe(before + 1);
    });

    it("posts a report that has nothing but its summary", async () => {
      const posted = await post({ summary: "Nothing happened.", sections: [] });

      expect(posted.messageId).not.toBe("");
    });

    it("renders the same report to the same bytes", async () => {
      const first = await subject.surface.render(sampleReport);
      const second = await subject.surface.render(sampleReport);

      expect(JSON.stringify(second.payload)).toBe(JSON.stringify(first.payload));
      expect(second.text).toBe(first.text);
      expect(second.files).toEqual(first.files);
    });

    it("cuts what is too long and says how much is missing", async () => {
      const posted = await post(longReport);

      expect(await subject.read(posted)).toMatch(/and [\d,.]+ more/);
    });

    it("says that a message may repeat, only where it may", async () => {
      const usual = await post(sampleReport);
      const repeated = await post(sampleReport, { mayRepeat: true });

      expect(await subject.read(usual)).not.toMatch(/repeat|twice/i);
      expect(await subject.read(repeated)).toMatch(/repeat|twice/i);
    });

    it("fails in the way the ledger can act on", async () => {
      for (const { name, failure, arrange } of subject.failures) {
        const target = (await arrange()) ?? subject.target;

        const error = await post(sampleReport, {}, target).then(
          () => `${name}: posted`,
          (thrown: unknown) => thrown,
        );

        expect(error, name).toBeInstanceOf(DeliveryError);
        expect(error, name).toMatchObject({ failure });
      }
    });

    it("finds a posted message by its delivery, where the platform can be asked", async () => {
      if (!subject.surface.find) return;
      const context = delivery({ deliveryId: "delivery-to-find" });
      const posted = await subject.surface.post(subject.target, sampleReport, context);

      expect(await subject.surface.find(subject.target, context)).toEqual(posted);
      expect(
        await subject.surface.find(subject.target, delivery({ deliveryId: "never-sent" })),
      ).toBeUndefined();
    });

    it("replies in the thread of a message, and finds the reply there, where there are threads", async () => {
      const hasThreads = subject.surface.hasThreads?.(subject.target) ?? false;
      expect(hasThreads).toBe(subject.replies !== undefined);
      if (!hasThreads) return;
      const replyTo = await post(sampleReport);
      const context = delivery({ deliveryId: "reply-to-find", replyTo });
      const posted = await subject.surface.post(subject.target, sampleReport, context);

      expect(await subject.replies?.(replyTo)).toHaveLength(1);
      if (!subject.surface.find) return;
      expect(await subject.surface.find(subject.target, context)).toEqual(posted);
      expect(await subject.surface.find(subject.target, delivery({ deliveryId: "reply-to-find" }))).toBe(
        undefined,
      );
    });
  });
}

function delivery(more: Partial<DeliveryContext> = {}): DeliveryContext {
  return { deliveryId: "delivery-1", firstAttemptAt: new Date(), mayRepeat: false, ...more };
}

/** The texts a reader must be able to see, whatever the form. Buttons that run a command may be left out. */
function textsOf(report: Report): string[] {
  return report.sections.flatMap((section): string[] => {
    switch (section.type) {
      case "heading":
        return [section.text, section.subtitle ?? ""];
      case "paragraph":
        return [section.text];
      case "highlights":
        return section.items.map((item) => item.text);
      case "tiles":
        return section.tiles.flatMap(({ label, value, change, goal, sample }) => [
          label,
          value,
          change?.text ?? "",
          goal?.text ?? "",
          sample ?? "",
        ]);
      case "table":
        return [section.title, ...section.columns.map(({ label }) => label), ...section.rows.flat()];
      case "chart":
        return [section.altText];
      case "actions":
        return section.actions.filter(({ url }) => url !== undefined).map(({ label }) => label);
      case "footnote":
        return [...section.lines];
      default:
        return section satisfies never;
    }
  });
}

function squeeze(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
