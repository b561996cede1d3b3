/** A machine's token, such as a wall screen's: a secret of a firm, which says nothing itself. */
const MACHINES = /^muster_[\w-]+$/;
const OF_A_MACHINE = Object.freeze({ provider: "machine", sub: "", managerId: "", access: "read" });

export const isMachines = (token) => token !== null && MACHINES.test(token);

/**
 * What a token says of whom it names. Only the service can tell whether it is true; a page merely goes by it. A machine may look at
 * the board of the firm that has made its token.
 */
export function claimsOf(token) {
  if (isMachines(token)) {
    return OF_A_MACHINE;
  }
  try {
    const payload = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
