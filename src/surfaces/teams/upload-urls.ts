/** OneDrive and SharePoint of Microsoft's clouds: what is exported is sent nowhere else. */
const hosts = [".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us"];

export function microsoftUploadUrls(also: readonly string[] = []): (url: string) => boolean {
  const origins = new Set(also.map((url) => new URL(url).origin));
  return (text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname, origin } = new URL(text);
    return origins.has(origin) || (protocol === "https:" && hosts.some((host) => hostname.endsWith(host)));
  };
}
