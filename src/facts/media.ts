type Medium = "image" | "video" | "audio" | "file";

/** Media count by piece. */
export function countMedia(media: readonly Medium[] = []): {
  images: number;
  videos: number;
  audios: number;
  files: number;
} {
  const count = (kind: Medium) => media.filter((medium) => medium === kind).length;
  return { images: count("image"), videos: count("video"), audios: count("audio"), files: count("file") };
}
