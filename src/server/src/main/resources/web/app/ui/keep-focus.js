/**
 * Gives back the focus that an element lost while it was disabled. Nobody who has moved on meanwhile is called back.
 *
 * @param {Element} pressed
 * @param {HTMLElement | null | undefined} otherwise what gets it where the element is gone or still disabled
 */
export function keepFocus(pressed, otherwise) {
  if (document.activeElement === document.body) {
    const isThere = pressed !== document.body && pressed.isConnected && !pressed.disabled;
    (isThere ? pressed : otherwise)?.focus();
  }
}
