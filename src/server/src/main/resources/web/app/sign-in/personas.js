/** People to play while developing, of the firm whose events the service makes up. */
const MANAGER = { provider: "dev", managerId: "acme" };

export const managers = [
  { key: "persona.manager", values: { firm: "Acme Catering" }, claims: { ...MANAGER, sub: "manager", name: "Acme Catering" } },
  {
    key: "persona.wall",
    values: { firm: "Acme Catering" },
    claims: { ...MANAGER, sub: "wall", name: "Wall screen", access: "read" },
  },
];

export const staff = Array.from({ length: 6 }, (_, index) => ({
  key: "persona.server",
  values: { number: index + 1 },
  claims: { provider: "dev", sub: `server-${index + 1}`, name: `Server ${index + 1}`, managerIds: ["acme"] },
}));

const stage = document.documentElement.dataset.personas;

/** Whether the service was started to be played with. */
export const arePlayed = stage !== "none";

/** @returns {Promise<string>} a token */
export async function tokenOf(claims) {
  const answer = await fetch(`/${stage}/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(claims),
  });
  return (await answer.json()).token;
}
