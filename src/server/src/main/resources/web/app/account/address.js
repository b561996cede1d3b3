import { AGAIN_ADDRESS } from "./again.js";

const TOKEN = "#token=";
const INVITATION = "#invite=";

/**
 * What an address brings along besides a place, taken out of it at once: neither the way back nor a copied address has it.
 *
 * @returns {{token?: string, isOfWall?: boolean, answer?: URLSearchParams, isAgain?: true, invitation?: string}} `token`: of a link that signs in, `isOfWall`: a wall screen; `answer`: of
 *     the provider; `isAgain`: the sign-in may begin, for another tab; `invitation`: the code of a firm
 */
export function takeFromAddress({ location = globalThis.location, history = globalThis.history } = {}) {
  const { pathname, search, hash } = location;
  const leave = (address) => history.replaceState(history.state, "", address);
  if (hash.startsWith(TOKEN)) {
    leave(pathname + search);
    return { token: hash.slice(TOKEN.length), isOfWall: new URLSearchParams(search).has("wall") };
  }
  if (pathname + hash === AGAIN_ADDRESS) {
    leave(pathname + search);
    return { isAgain: true };
  }
  if (hash.startsWith(INVITATION)) {
    leave(pathname + search);
    return { invitation: hash.slice(INVITATION.length) };
  }
  const answer = new URLSearchParams(search);
  if (pathname === "/" && (answer.has("code") || answer.has("error"))) {
    leave(pathname + hash);
    return { answer };
  }
  return {};
}
