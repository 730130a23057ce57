/** image, video, audio or file, of a MIME type or of the word for one. */
export function mediaKind(type: string | undefined): "image" | "video" | "audio" | "file" {
  const [, kind] = /^(image|video|audio)\b/i.exec(type ?? "") ?? [];
  const known = kind?.toLowerCase();
  return known === "image" || known === "video" || known === "audio" ? known : "file";
}
