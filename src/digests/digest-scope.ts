import type { DeskConfig, Digest } from "../config/desk-config.ts";
import type { MetricQuery } from "../metrics/metric-query.ts";

/** The filters a digest's scope stands for. */
export function scopeFilters(digest: Digest): MetricQuery["filters"] {
  return digest.scope === "all" ? {} : { ...digest.scope };
}

/** The scope in words: "whole desk", "Billing", "Billing on chat, email". */
export function scopeInWords(digest: Digest, config: DeskConfig): string {
  if (digest.scope === "all") return "whole desk";
  const { team, channel, ...others } = digest.scope;
  const parts = [
    team?.map((id) => config.teams[id]?.name ?? id).join(", "),
    channel && `on ${channel.join(", ")}`,
    ...Object.entries(others).flatMap(([dimension, values]) =>
      values ? [`${dimension} ${values.join(", ")}`] : [],
    ),
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(" ") : "whole desk";
}
