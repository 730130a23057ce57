declare module "wink-sentiment/src/afinn-en-165.js" {
  const weights: Readonly<Record<string, number>>;
  export = weights;
}

declare module "wink-sentiment/src/afinn-en-165-2grams.js" {
  const weights: Readonly<Record<string, Readonly<Record<string, number>>>>;
  export = weights;
}

declare module "wink-sentiment/src/emojis.js" {
  const weights: Readonly<Record<string, number>>;
  export = weights;
}

declare module "wink-sentiment/src/emoticons.js" {
  const weights: Readonly<Record<string, number>>;
  export = weights;
}
