const KEY = "muster.grant";

/**
 * What the provider has given to whoever is signed in, kept in this tab until it is closed; on this device, for all tabs, only where
 * the person has said so.
 *
 * @typedef {object} Grant
 * @property {string} accessToken
 * @property {string | null} refreshToken
 * @property {string | null} idToken
 * @property {number} issuedAt in milliseconds of this device's clock
 * @property {number} expiresAt of the access token, by the same clock
 * @property {string} issuer
 * @property {string | null} endSession address at which the provider's own session is ended
 * @property {boolean} isKept on this device
 */
export class KeptGrant {
  constructor({ tab = sessionStorage, device = localStorage } = {}) {
    this.tab = tab;
    this.device = device;
  }

  /** @returns {Grant | null} */
  read() {
    return read(this.tab) ?? read(this.device);
  }

  /** @param {Grant} grant */
  write(grant) {
    const [here, other] = grant.isKept ? [this.device, this.tab] : [this.tab, this.device];
    try {
      other.removeItem(KEY);
      here.setItem(KEY, JSON.stringify(grant));
    } catch {
      // The device keeps no more: whoever is signed in is so until the page is left.
    }
  }

  forget() {
    this.tab.removeItem(KEY);
    this.device.removeItem(KEY);
  }
}

function read(storage) {
  try {
    return JSON.parse(storage.getItem(KEY));
  } catch {
    return null;
  }
}
