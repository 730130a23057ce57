import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verdictOfReply } from "../../src/facts/appointment-reply.ts";

const yes = {
  English: [
    ...[
      "yes",
      "YES",
      "Yes.",
      "yes!",
      " y ",
      "Yes please",
      "yes, thanks",
      "Yes thank you!",
      "yep",
      "Yesss",
      "yeah",
    ],
    ...[
      "ok",
      "OK!",
      "Okay",
      "okayyy",
      "k",
      "Sure",
      "confirm",
      "Confirmed",
      "I confirm",
      "I confirm my appointment.",
    ],
    ...[
      "Please confirm the appointment",
      "Hi, yes please. Kind regards",
      "yes see you then",
      "I'll be there",
      "Of course",
    ],
    ...[
      "I’ll be there, thanks",
      "That's fine",
      "Yes, no problem",
      "“YES”",
      "yes yes yes",
      "Yes, I will be there",
    ],
  ],
  French: [
    ...[
      "oui",
      "OUI",
      "Oui.",
      "oui merci",
      "Oui, merci beaucoup",
      "oui svp",
      "o",
      "d'accord",
      "D’accord",
      "ok merci",
    ],
    ...[
      "je confirme",
      "Je confirme mon rendez-vous",
      "Bonjour, je confirme. Cordialement",
      "confirmé",
      "CONFIRMÉ",
    ],
    ...[
      "bien sûr",
      "Oui bien sûr",
      "ouiii",
      "ça marche",
      "c'est bon",
      "C’est d’accord",
      "Oui, à demain",
      "volontiers",
    ],
    ...["Oui, s'il vous plaît", "oui pas de problème", "je serai là", "entendu", "confirme\u0301"],
  ],
  Dutch: [
    ...[
      "ja",
      "JA",
      "Ja.",
      "j",
      "ja hoor",
      "Ja graag",
      "ja, bedankt",
      "Ja dank u wel",
      "jaaa",
      "jazeker",
      "Ja, prima",
    ],
    ...[
      "oké",
      "Oke",
      "is goed",
      "Dat is goed",
      "prima",
      "akkoord",
      "bevestig",
      "bevestigd",
      "Ik bevestig de afspraak",
    ],
    ...["Goedemorgen, ja. Met vriendelijke groet", "ja, tot dan", "ik ben er", "Ik kom", "klopt", "in orde"],
  ],
  emoji: [
    "👍",
    "👍🏽",
    "👍👍",
    "✅",
    "✔️",
    "🆗",
    "👌🏿",
    "ok 👍",
    "Yes 😊",
    "ja 🙏",
    "oui 😀🎉",
    "🙆‍♀️",
    "👍 merci",
  ],
  mail: [
    "Yes\n\nSent from my iPhone",
    "Ja\r\n\r\nVerzonden vanaf mijn iPhone",
    "oui\n-- \nJeanne",
    "yes\n> Reply YES or NO?",
  ],
};

const no = {
  English: [
    ...[
      "no",
      "NO",
      "No.",
      "n",
      "nope",
      "no thanks",
      "No, thank you",
      "nooo",
      "cancel",
      "Cancel please",
      "CANCELLED",
    ],
    ...[
      "please cancel my appointment",
      "no, sorry",
      "I can't",
      "I can’t make it",
      "Sorry, I can't come",
      "no no",
      "No way",
    ],
    ...["I won't be there"],
  ],
  French: [
    ...[
      "non",
      "NON",
      "Non merci",
      "non, merci",
      "non désolé",
      "Désolée, je ne peux pas venir",
      "annuler",
      "annulez svp",
    ],
    ...["J'annule mon rendez-vous", "je ne viendrai pas", "nonnn"],
  ],
  Dutch: [
    ...[
      "nee",
      "NEE",
      "Nee.",
      "neen",
      "nee bedankt",
      "nee, dank je",
      "nee hoor",
      "neeee",
      "annuleren",
      "Annuleren aub",
    ],
    ...["ik kan niet", "Helaas, ik kan niet komen", "ik kom niet", "nee sorry", "ik annuleer de afspraak"],
  ],
  emoji: ["👎", "👎🏻", "❌", "✖️", "🚫", "nee 👎", "🙅‍♂️", "no 😢"],
};

const without = {
  questions: [
    "what time?",
    "yes?",
    "ok?",
    "Where is it",
    "hoe laat?",
    "quelle heure ?",
    "Can I come later?",
    "👍?",
    "ja 🤔",
  ],
  conditions: [
    ...[
      "yes but can we move it to Tuesday?",
      "yes but later",
      "ja maar liever dinsdag",
      "oui mais plus tard",
    ],
    ...[
      "Yes at 10",
      "yes if it stops raining",
      "ok I'll try",
      "no, can we do Friday",
      "maybe",
      "misschien",
      "peut-être",
    ],
  ],
  contradictions: [
    ...[
      "yes no",
      "nee, dat is goed",
      "no, ok",
      "nee ok",
      "ja nee",
      "oui et non",
      "oui non",
      "👍👎",
      "yes, cancel",
      "no confirm",
    ],
    ...["no, see you then", "nee, geen probleem"],
  ],
  negations: [
    ...[
      "not ok",
      "don't cancel",
      "niet akkoord",
      "pas d'accord",
      "not confirmed",
      "je ne confirme pas",
      "not sure",
      "niet goed",
    ],
  ],
  "courtesies alone": [
    "thanks",
    "merci",
    "bedankt",
    "no problem",
    "no problem, see you",
    "geen probleem",
    "pas de souci",
  ],
  "acknowledgements alone": [
    "see you tomorrow",
    "tot dan",
    "great",
    "super",
    "genoteerd",
    "bien reçu",
    "😊",
    "🙏",
    "my appointment",
  ],
  "other things": [
    ...[
      "",
      "   ",
      "...",
      "1",
      "2",
      "1️⃣",
      "0",
      "STOP",
      "stop",
      "unsubscribe",
      "Hello",
      "bonjour",
      "call me",
      "ik ben ziek",
    ],
    ...[
      "yes this is the third time you write me",
      "nobody",
      "none",
      "yesterday",
      "januari",
      "nonante",
      "да",
      "はい",
      "نعم",
    ],
    ...[`yes ${"please ".repeat(200)}`],
  ],
};

describe("a reply to an appointment reminder", () => {
  it.each(cases(yes))("is a yes in %s: %j", (_language, reply) => {
    expect(verdictOfReply(reply)).toBe("yes");
  });

  it.each(cases(no))("is a no in %s: %j", (_language, reply) => {
    expect(verdictOfReply(reply)).toBe("no");
  });

  it.each(cases(without))("has no verdict when it is one of the %s: %j", (_kind, reply) => {
    expect(verdictOfReply(reply)).toBeNull();
  });

  it("is read whatever it is made of", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 600 }), (reply) => {
        expect(["yes", "no", null]).toContain(verdictOfReply(reply));
      }),
    );
  });

  it("has no verdict with a question, whatever comes before it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases(yes).map(([, reply]) => reply)), (reply) => {
        expect(verdictOfReply(`${reply.split("\n")[0]} at what time?`)).toBeNull();
      }),
    );
  });
});

function cases(table: Readonly<Record<string, readonly string[]>>): [string, string][] {
  return Object.entries(table).flatMap(([name, replies]) =>
    replies.map((reply): [string, string] => [name, reply]),
  );
}
