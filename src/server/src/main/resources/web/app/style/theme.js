const KEY = "muster.theme";
const THEMES = ["auto", "light", "dark"];

/** `auto` follows the system. */
export const theme = () => localStorage.getItem(KEY) ?? "auto";

export function nextTheme() {
  const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
  localStorage.setItem(KEY, next);
  applyTheme();
}

export function applyTheme() {
  document.documentElement.dataset.theme = theme();
}
