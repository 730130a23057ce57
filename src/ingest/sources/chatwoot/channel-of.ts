const channels: Readonly<Record<string, string>> = {
  webwidget: "chat",
  facebookpage: "facebook",
  twitterprofile: "twitter",
  twiliosms: "sms",
};

/** `Channel::WebWidget` → chat; one that Chatwoot adds later keeps its own name, in lower case. */
export function channelOf(channel: string | undefined): string {
  const name = (channel ?? "api").replace(/^Channel::/, "").toLowerCase();
  return channels[name] ?? name;
}
