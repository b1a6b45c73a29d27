// Puts the switch of preload.mjs at the beginning of each named function of the built server, as it is loaded.
import ts from "typescript";

let names = new Set();
export function initialize(data) {
  names = new Set(data.names);
}

export async function load(url, context, next) {
  const loaded = await next(url, context);
  if (!/\/build\/server\/.*\.js$/.test(url)) return loaded;
  const text = String(loaded.source);
  const places = [];
  for (const statement of ts.createSourceFile("x.js", text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS).statements) {
    if (!ts.isFunctionDeclaration(statement) || !statement.body) continue;
    const name = statement.name?.text.replace(/\$\d+$/, "") ?? "";
    if (names.has(name)) places.push([statement.body.pos + text.slice(statement.body.pos).indexOf("{") + 1, name]);
  }
  const found = places.map(([, name]) => name);
  if (found.length > 0) console.log(`faults can be put into ${[...new Set(found)].join(",")}`);
  let source = text;
  for (const [at, name] of places.toReversed()) source = `${source.slice(0, at)} const fault_ = globalThis.commonThreadFault?.("${name}"); if (fault_) return fault_.answer; ${source.slice(at)}`;
  return { ...loaded, source };
}
