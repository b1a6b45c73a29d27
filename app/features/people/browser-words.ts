/** "Firefox on Windows", from what a browser says of itself; plain enough to know one's own computer by. */
export function browserWords(agent: string): string {
  const browser = first(agent, [
    [/Edg(e|A|iOS)?\//, "Edge"],
    [/OPR\/|Opera/, "Opera"],
    [/SamsungBrowser\//, "Samsung Internet"],
    [/Firefox\/|FxiOS\//, "Firefox"],
    [/Chrome\/|CriOS\//, "Chrome"],
    [/Safari\//, "Safari"],
  ]);
  const system = first(agent, [
    [/iPhone/, "an iPhone"],
    [/iPad/, "an iPad"],
    [/Android/, "Android"],
    [/CrOS/, "a Chromebook"],
    [/Windows/, "Windows"],
    [/Mac OS X|Macintosh/, "a Mac"],
    [/Linux/, "Linux"],
  ]);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? (system ? `A browser on ${system}` : "A browser we do not know");
}

function first(agent: string, words: readonly (readonly [RegExp, string])[]): string | undefined {
  return words.find(([sign]) => sign.test(agent))?.[1];
}
