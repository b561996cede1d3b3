/** What stays at the foot of a page, however far it is scrolled. */
const FEET = ".form-foot, .ticked, .bar-nav";
/** Between what has the focus and the foot. */
const GAP = 16;

/** Whatever gets the focus is brought above the foot: a browser scrolls as if nothing stood there. */
export function keepInSight() {
  document.addEventListener("focusin", ({ target }) => {
    for (const foot of document.querySelectorAll(FEET)) {
      if (!foot.contains(target)) {
        bringAbove(foot, target.getBoundingClientRect());
      }
    }
  });
}

function bringAbove(foot, focused) {
  const edge = foot.getBoundingClientRect();
  const hidden = focused.bottom - edge.top;
  if (edge.height > 0 && hidden > 0 && focused.top < edge.bottom) {
    // What is taller than the page is seen from its top.
    scrollBy(0, Math.max(0, Math.min(hidden + GAP, focused.top - GAP)));
  }
}
