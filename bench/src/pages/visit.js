/** One visit as a browser makes it, timed from asking to the last byte. */
const fill = (path, place) => path.replaceAll(/:(\w+)/g, (_, name) => encodeURIComponent(place[name] ?? ""));

/** Who could visit a route, and where: every visitor of its roles at every place of theirs that will do. */
export function chancesOf(route, visitors) {
  if (route.roles.includes("stranger")) return [{ visitor: {}, place: {} }];
  const needed = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
  return visitors
    .filter(({ role }) => route.roles.includes(role))
    .flatMap((visitor) => visitor.places.filter((place) => needed.every((name) => place[name]) && route.where(place)).map((place) => ({ visitor, place })));
}

/** `data` asks for the loader's answer alone, as a click within the app does. Answers milliseconds. */
export async function visit(baseUrl, route, { visitor, place }, { data = false } = {}) {
  const [path, query = ""] = fill(route.path, place).split("?");
  const search = [query, route.index ? "index" : ""].filter(Boolean).join("&");
  const url = `${baseUrl}${path === "/" && data ? "/_root" : path}${data ? ".data" : ""}${search ? `?${search}` : ""}`;
  const startedAt = performance.now();
  const answer = await fetch(url, {
    method: route.verb,
    redirect: "manual",
    headers: { ...(visitor.cookie ? { Cookie: visitor.cookie } : {}), Origin: baseUrl, "Sec-Fetch-Site": "same-origin", Accept: data ? "*/*" : "text/html" },
    ...(route.verb === "POST" ? { body: new URLSearchParams(route.form(place)) } : {}),
  });
  await answer.arrayBuffer();
  const time = performance.now() - startedAt;
  if (!expected(route, answer.status, data)) throw new Error(`${route.name} answered ${answer.status} to a ${visitor.role ?? "stranger"}`);
  return time;
}

/** React Router answers a redirect within data with 202. */
function expected({ verb, status }, got, data) {
  if (verb === "POST") return got < 400;
  return data && status === 302 ? got === 202 : got === status;
}
