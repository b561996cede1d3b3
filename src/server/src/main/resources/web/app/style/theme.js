const KEY = "muster.theme";
const THEMES = ["auto", "light", "dark"];

/** `auto` follows the system. */
export const theme = () => localStorage.getItem(KEY) ?? "auto";

export function nextTheme() {
  const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
  localStorage.setItem(KEY, next);
  applyTheme();
}

/** A wall is dark whatever the machine prefers. */
export function applyTheme() {
  const isWall = new URLSearchParams(location.search).has("wall");
  document.documentElement.dataset.theme = isWall ? "dark" : theme();
}
