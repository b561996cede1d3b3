// Lists what browsers have learned since the oldest ones that the pages work in, by the data of MDN:
//   npm pack @mdn/browser-compat-data && tar xzf mdn-browser-compat-data-*.tgz
//   node .ci/newer-features.mjs package/data.json > src/server/src/test/resources/browsers/newer.txt
// A name is listed where neither floor has anything of that name, or one of them lacks all that are called so.
import { readFileSync } from "node:fs";

const FLOOR = { safari: "15.4", firefox: "115" };
const data = JSON.parse(readFileSync(process.argv[2], "utf8"));

const parts = (version) => version.replace("≤", "").split(".").map(Number);
const isAtMost = (version, limit) => {
  const [a, b] = [parts(version), parts(limit)];
  for (let at = 0; at < 3; at += 1) {
    if ((a[at] ?? 0) !== (b[at] ?? 0)) {
      return (a[at] ?? 0) < (b[at] ?? 0);
    }
  }
  return true;
};

/** Without a prefix, without a switch, and still there. */
const isIn = (support, browser) =>
  [support?.[browser] ?? []].flat().some(
    ({ version_added: added, version_removed: removed, prefix, alternative_name: other, flags, partial_implementation: isPartial }) =>
      typeof added === "string" && added !== "preview" && isAtMost(added, FLOOR[browser]) && (removed === undefined || !isAtMost(removed, FLOOR[browser])) && !prefix && !other && !flags && !isPartial,
  );
const isOfTheFloor = ({ support }) => Object.keys(FLOOR).every((browser) => isIn(support, browser));

const lists = new Map();
function add(kind, name, compat) {
  const names = lists.get(kind) ?? lists.set(kind, new Map()).get(kind);
  names.set(name, (names.get(name) ?? false) || isOfTheFloor(compat));
}

const children = (node) => Object.entries(node).filter(([name]) => name !== "__compat" && name !== "__meta");
const IS_NAME = /^[a-zA-Z]\w*$/;

for (const [name, node] of children(data.css.properties)) {
  if (node.__compat) {
    add("property", name, node.__compat);
  }
}
for (const [name, node] of children(data.css["at-rules"])) {
  if (node.__compat) {
    add("at-rule", name, node.__compat);
  }
}
for (const [name, node] of children(data.css.selectors)) {
  if (node.__compat) {
    add("selector", name, node.__compat);
  }
}
function functions(node) {
  for (const [name, child] of children(node)) {
    if (child.__compat && IS_NAME.test(name.replaceAll("-", ""))) {
      add("function", name, child.__compat);
    }
    functions(child);
  }
}
functions(data.css.types);
for (const [name, node] of [...children(data.javascript.builtins), ...children(data.api)]) {
  if (node.__compat && IS_NAME.test(name)) {
    add("global", name, node.__compat);
  }
  for (const [member, child] of children(node)) {
    const plain = member.replace(/_static$/, "");
    if (child.__compat && IS_NAME.test(plain) && plain !== name) {
      add("member", plain, child.__compat);
    }
  }
}

console.log(`# @mdn/browser-compat-data ${data.__meta.version}, CC0 1.0; newer than Safari ${FLOOR.safari} or Firefox ${FLOOR.firefox}. Written by .ci/newer-features.mjs.`);
for (const [kind, names] of lists) {
  const newer = [...names].filter(([, isOld]) => !isOld).map(([name]) => name).sort();
  console.log(`${kind} ${newer.join(" ")}`);
}
