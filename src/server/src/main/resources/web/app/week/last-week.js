import { place, replaced } from "../board/place.js";

const KEY = "muster.week";
let last = sessionStorage.getItem(KEY) ?? "#/";

function note() {
  if (place().name === "week") {
    last = location.hash || "#/";
    sessionStorage.setItem(KEY, last);
  }
}

note();
addEventListener("hashchange", note);
replaced.addEventListener("change", note);
addEventListener("forget", () => (last = "#/"));

/** The address of the week that was looked at last: where the way back leads. */
export const lastWeek = () => last;
