const WISH = "muster.again";

/** The address at which the sign-in begins for another tab, over which it lies. */
export const AGAIN_ADDRESS = "/#sign-in";

/**
 * Opens a tab in which the sign-in begins by itself. What is wished goes along in the storage that the browser copies for a tab of the
 * same origin: no link has it.
 *
 * @param {{isKept: boolean}} wish
 * @returns {boolean} whether the browser lets a tab be opened
 */
export function openAgain({ isKept }, { tab = sessionStorage, open = globalThis.open } = {}) {
  tab.setItem(WISH, JSON.stringify({ isKept }));
  try {
    return open(AGAIN_ADDRESS) !== null;
  } finally {
    tab.removeItem(WISH);
  }
}

/** @returns {{isKept: boolean} | null} what the tab that opened this one wishes, once; null where none of these pages has opened it */
export function takeWish(tab = sessionStorage) {
  const wish = JSON.parse(tab.getItem(WISH));
  tab.removeItem(WISH);
  return wish;
}
