/** Where on the board one is, by the address after the sign, so that back and forward work. */
export function place() {
  const [name, id, what] = location.hash.replace(/^#\/?/, "").split("/");
  if (name === "new") {
    return { name: "new", from: id };
  }
  if (name === "events" && id) {
    return { name: what === "edit" ? "edit" : "event", id };
  }
  return { name: "list" };
}

export const goTo = (path) => {
  location.hash = path;
};
