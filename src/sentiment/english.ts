import afinn from "wink-sentiment/src/afinn-en-165.js";
import pairs from "wink-sentiment/src/afinn-en-165-2grams.js";
import { lexiconOf, weights, words } from "./lexicon.ts";

/** Where a desk's customers mean something else than the tweets AFINN was made for, or a word is missing. */
const own = weights({
  "4": `can't be happier, couldn't be happier, could not be happier, exceeded, flawless, flawlessly, top notch,
    second to none`,
  "3": `works great, work great, works perfectly, well made, so helpful, very helpful, spot on, delighted,
    problem solved, no problems, no issues, no complaints, no trouble`,
  "2": `thx, helpful, quick, quickly, fast, friendly, solved, resolved, fixed, thumbs up, responsive, well done,
    easy, easily`,
  "1": "works, fine",
  "0": `quality, pay, paid, paying, no, ok, okay, cancel, cancels, cancelled, canceled, cancelling, refund,
    please, help, support, want, yes, dear, care, hope, agree, like, would like, best regards, kind regards,
    warm regards, good morning, good afternoon, good evening, good day, kind of, share, matter, united,
    join, reach, free, huge, big, top, pretty, credit, god, interest, interested, certain, demand, demands,
    charge, charges, charged, gift, save, saved, win, stop, cut, number, hard drive, natural, true, sure,
    clear, block, blocks, drop, fire, alone, miss, missing, missed, looks like, feel free, no one, good luck
    with, greetings, game, games, play, ready, no longer, important, importance, like to, what the, hell of,
    better, improve, get back, going back, accept, accepted, accepting, allow, allowed, protect, protected,
    alert, alerts, alarm, warning, legal, dispute, emergency, war, gun, blocked, fitness, mobile, security,
    secure, trust account, shares, vision, dead line, hard, empty, accident`,
  "-1": "nobody, wait, waited, slow, cheap, money back",
  "-2": `waiting, still waiting, broken, damaged, faulty, late, delayed, overdue, stuck, bug, crashes, crashed,
    crash, crashing, not received, haven't received, have not received, not arrived, hasn't arrived, has not
    arrived, unresolved, unanswered, want a refund, complaint, complain, unhappy, overpriced, mediocre,
    bland, slowly, cold, no answer, no reply, no response, doesn't work, does not work, didn't work, did not
    work, don't work, not working, isn't working, won't work, stopped working, never again, too long, too
    late, could be better, don't buy, do not buy, not worth, not be back, won't be back, be going back,
    never go back, at best, expected better, wrong, incorrect, frustrating, misleading`,
  "-3": `nobody cares, no one cares, waste of, waste your, don't waste, do not waste, sucked, rip off, ripoff,
    useless, unacceptable, never received, never arrived, fed up, worst, rude, not impressed, poorly, crap,
    junk, avoid`,
});

export const english = lexiconOf({
  polarity: new Map([
    ...Object.entries(afinn),
    ...Object.entries(pairs).flatMap(([first, seconds]) =>
      Object.entries(seconds).map(([second, weight]) => [`${first} ${second}`, weight] as const),
    ),
    ...own,
  ]),
  negations:
    words(`not, no, never, none, nor, neither, cannot, cant, dont, doesnt, didnt, wont, isnt, wasnt, arent,
    werent, wouldnt, shouldnt, couldnt, hasnt, havent, hadnt, aint, without, nothing, hardly, barely, lacks, lacking,
    can't, don't, doesn't, didn't, won't, isn't, wasn't, aren't, weren't, wouldn't, shouldn't, couldn't, hasn't,
    haven't, hadn't, ain't`),
  intensifiers: weights({
    "1.5": `very, really, so, extremely, absolutely, totally, completely, highly, truly, incredibly, super, most,
    especially, particularly, utterly, quite`,
    "0.5": "slightly, somewhat, bit, little, fairly, rather, kinda",
  }),
  contrasts: words("but, however, although, though, except, unfortunately"),
  thanks: words("thanks, thank, thx, cheers, appreciated, appreciate"),
  requests: words(
    "please, pls, plz, could you, can you, would you, can i, could i, how do, how can, in advance",
  ),
  marks:
    words(`i, it, to, am, be, at, if, do, did, will, get, got, need, any, but, out, up, about, after, still, now,
    can't, cannot, don't, the, and, you, my, your, this, that, with, have, has, i'm, it's, what, when, where, how, why, would,
    not, from, they, there, been, are, for, can, could, please, thanks, thank, order, hello, good, great, yes, very`),
  hasElision: false,
});
