const channels: Readonly<Record<string, string>> = {
  email: "email",
  mail: "email",
  web: "web",
  web_form: "web",
  web_service: "api",
  api: "api",
  chat: "chat",
  chat_transcript: "chat",
  native_messaging: "messaging",
  voice: "phone",
  phone: "phone",
  sms: "sms",
  whatsapp: "whatsapp",
  facebook: "facebook",
  twitter: "twitter",
};

/** The channel of Zendesk's `via.channel`; one it adds later stays as it is called there. */
export function channelOf(via: string | undefined): string {
  const name = via?.toLowerCase() ?? "web";
  return channels[name] ?? name;
}
