/**
 * How a browser, which cannot send headers with a WebSocket, shows its token: by the sub-protocols it offers. The token is in
 * no address and in no log.
 *
 * @param {string} token
 * @returns {string[]}
 */
export function subprotocols(token) {
  return [
    "bearer-token-carrier",
    encodeURIComponent(`quarkus-http-upgrade#Authorization#Bearer ${token}`),
  ];
}
