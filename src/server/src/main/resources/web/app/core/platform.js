/**
 * What not every browser has down to Safari 15.4 and Firefox 115, or has only on a secure page, each with something to use
 * instead. Nothing else in the pages calls these.
 */

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** @returns {string} a random UUID; plain http has only the random bytes */
export function newKey(crypto = globalThis.crypto) {
  return crypto.randomUUID?.() ?? uuidOf(crypto.getRandomValues(new Uint8Array(16)));
}

/** Version 4 of RFC 9562. */
function uuidOf(bytes) {
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => HEX[byte]);
  return [hex.slice(0, 4), hex.slice(4, 6), hex.slice(6, 8), hex.slice(8, 10), hex.slice(10)].map((part) => part.join("")).join("-");
}

/** @returns {AbortSignal} aborted after so long */
export function timeoutSignal(ms) {
  return AbortSignal.timeout?.(ms) ?? abortedAfter(ms);
}

function abortedAfter(ms) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms);
  return controller.signal;
}

/** @returns {string[]} the IANA names to choose from; none where the browser does not list them */
export const timeZones = () => Intl.supportedValuesOf?.("timeZone") ?? [];
