const TOKEN = "#token=";
const AGAIN = "#sign-in";
const INVITATION = "#invite=";

/** The address at which a sign-in begins for another tab, over which it lies. */
export const againAddress = ({ isKept }) => (isKept ? `/${AGAIN}-kept` : `/${AGAIN}`);

/**
 * What an address brings along besides a place, taken out of it at once: neither the way back nor a copied address has it.
 *
 * @returns {{token?: string, answer?: URLSearchParams, again?: {isKept: boolean}, invitation?: string}} `token`: of a link that signs in; `answer`: of
 *     the provider; `again`: the sign-in is to begin, for another tab; `invitation`: the code of a firm
 */
export function takeFromAddress({ location = globalThis.location, history = globalThis.history } = {}) {
  const { pathname, search, hash } = location;
  const leave = (address) => history.replaceState(history.state, "", address);
  if (hash.startsWith(TOKEN)) {
    leave(pathname + search);
    return { token: hash.slice(TOKEN.length) };
  }
  if (hash === AGAIN || hash === `${AGAIN}-kept`) {
    leave(pathname + search);
    return { again: { isKept: hash !== AGAIN } };
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
