import emojis from "wink-sentiment/src/emojis.js";
import emoticons from "wink-sentiment/src/emoticons.js";
import { weights } from "./lexicon.ts";

/** Learnt from tweets, the package's list takes a no-entry sign for joy and an angry face for next to nothing. */
const faces = weights({
  "4": "🥰, 🤩, 😍, ❤, 🎉",
  "3": "🤗, 👍, 👏, 😊, 😀, 😃, 😁, ✨",
  "2": "🙂, 😄, 👌, 🙏, 😉, 🤝, 💪, ⭐, 🌟",
  "1": "✅, 😅, 😂, 🤣",
  "0": "⛔, ✖, ❌, ❗, ❓, ⚠, 🚫, 📞, 📦, ✈, ☀, ❄, ⚡, 👉, 👈, 👆, 👇, ☝, 📷, 📝, 🤔, ☑, ✔, ©, ®, ★, ☆, 🚬, 💨",
  "-2": "😕, 🙁, ☹, 😐, 😒, 🙄, 😔, 😢, 😭, 😟, 😓, 😩, 😫, 😣, 😖, 🤦",
  "-3": "👎, 😞, 😠, 😤, 💔, 💩, 😿, 🤢",
  "-4": "😡, 👿, 🤮",
  "-5": "🤬, 🖕",
});

/** Food, animals and the like: they please in tweets, and are what the message is about elsewhere. */
const WEAKEST = 3;

const pictures = new Map([
  ...Object.entries(emojis).filter(([, weight]) => Math.abs(weight) >= WEAKEST),
  ...faces,
]);
/** "8)" ends a list's eighth mark more often than it smiles. */
const signs = new Map(Object.entries(emoticons).filter(([sign]) => !sign.startsWith("8")));

export function emojiWeight(emoji: string): number {
  return pictures.get(emoji) ?? 0;
}

/** Undefined where it is not an emoticon. */
export function emoticonWeight(sign: string): number | undefined {
  return signs.get(sign);
}
