import { knownDigests } from "../digests/known-digests.ts";
import { askInWords, askLeads } from "../people/ask-whom.ts";
import type { Refused } from "../people/viewer.ts";
import { keepChatDigest } from "../store/chat-digests.ts";
import { AskBack } from "./ask-back.ts";
import type { Answer, CommandRequest, FormProblem } from "./command.ts";
import { cronWords } from "./cron-words.ts";
import { digestForm, readDigestForm, teamsToTellOf } from "./digest-form.ts";
import { permittedDigest } from "./digest-permission.ts";
import type { FormValues } from "./form.ts";
import { Refusal } from "./refusal.ts";
import type { Room } from "./room.ts";

/** A desk with more has lost sight of them. */
const MOST_DIGESTS = 100;

/** The form to subscribe a channel to a digest of its own. */
export async function subscriptionForm(request: CommandRequest, room: Room): Promise<Answer> {
  const { viewer } = request;
  if (teamsToTellOf(request).length === 0) throw new Refusal(viewer.refusal ?? forLeads(viewer));
  await checkCount(room);
  const text = "Subscribe a channel to a digest. Everybody in the channel will see its numbers.";
  return {
    report: { summary: text, sections: [{ type: "paragraph", text }] },
    visibility: "personal",
    form: digestForm(request),
  };
}

/** Takes the form: the digest is kept, and sent from its next time on. */
export async function subscribe(
  values: FormValues,
  request: CommandRequest,
  room: Room,
): Promise<Answer | FormProblem> {
  const read = readDigestForm(values, request, room);
  if ("errors" in read) return read;
  const { digest, written } = read;
  await permittedDigest(request, room, digest);
  await checkCount(room);
  const { id } = digest;
  await keepChatDigest(room.db, room.accountId, {
    id,
    digest: written,
    madeBy: request.viewer.name,
    madeAt: request.now,
  });
  const zone = digest.timezone ?? room.config.timezone;
  const text = `“${digest.title}” is posted ${cronWords(digest.cron)} (${zone}).`;
  return {
    report: {
      summary: text,
      sections: [
        { type: "paragraph", text },
        {
          type: "actions",
          actions: [
            { label: "Show it now", command: `digest show ${id}` },
            { label: "Remove it", command: `digest remove ${id}` },
          ],
        },
      ],
    },
    visibility: "personal",
    notice: `${request.viewer.name} subscribed this channel: ${text}`,
  };
}

function forLeads({ directory, teams }: CommandRequest["viewer"]): Refused {
  const ask = askLeads(directory, teams);
  const rule =
    "Channels are subscribed by leads, managers and admins, since everybody in them sees the numbers.";
  return { reason: `${rule} ${askInWords(ask)}`, ask, remedy: null };
}

/** @throws AskBack where there are too many */
async function checkCount({ db, accountId, config }: Room): Promise<void> {
  const known = await knownDigests(db, accountId, config);
  if (known.length < MOST_DIGESTS) return;
  throw new AskBack(`There are ${MOST_DIGESTS} digests already: remove one first.`, ["digest list"]);
}
