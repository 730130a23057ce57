import type { Report } from "../../src/messages/report.ts";
import type { DeliveryContext, Platform, PostedMessage, Surface } from "../../src/surfaces/surface.ts";

/** What becomes of one post: it arrives or not, and is answered or throws. */
export interface PostScript {
  readonly arrives?: boolean;
  readonly throws?: Error;
  /** Runs while the request is under way. */
  readonly meanwhile?: () => Promise<void>;
}

export interface Arrival {
  readonly target: string;
  readonly deliveryId: string;
  readonly mayRepeat: boolean;
  readonly summary: string;
}

/** A chat platform in memory whose next posts and searches follow a script. */
export class ScriptedSurface implements Surface {
  readonly platform: Platform;
  readonly arrivals: Arrival[] = [];
  readonly posts: PostScript[] = [];
  /** How the next searches end; without, they tell the truth. */
  readonly searches: (Error | "cannot-ask")[] = [];
  readonly find?: (
    target: string,
    delivery: DeliveryContext,
  ) => Promise<PostedMessage | undefined | "cannot-ask">;

  constructor(platform: Platform, options: { readonly canBeAsked: boolean } = { canBeAsked: true }) {
    this.platform = platform;
    if (options.canBeAsked) this.find = (target, delivery) => this.#search(target, delivery);
  }

  async render(report: Report) {
    return { text: report.summary, files: [] };
  }

  async post(target: string, report: Report, delivery: DeliveryContext): Promise<PostedMessage> {
    const script = this.posts.shift() ?? {};
    await script.meanwhile?.();
    if (script.arrives ?? !script.throws) {
      const { deliveryId, mayRepeat } = delivery;
      this.arrivals.push({ target, deliveryId, mayRepeat, summary: report.summary });
    }
    if (script.throws) throw script.throws;
    return { target, messageId: `m${this.arrivals.length}` };
  }

  async #search(
    target: string,
    delivery: DeliveryContext,
  ): Promise<PostedMessage | undefined | "cannot-ask"> {
    const script = this.searches.shift();
    if (script instanceof Error) throw script;
    if (script) return script;
    const no = this.arrivals.findIndex((one) => one.deliveryId === delivery.deliveryId);
    return no < 0 ? undefined : { target, messageId: `m${no + 1}` };
  }
}
