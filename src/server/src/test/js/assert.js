/** What the tests expect; the message says what was found instead. */

export function equal(actual, expected) {
  const found = JSON.stringify(actual);
  const wanted = JSON.stringify(expected);
  if (found !== wanted) {
    throw new Error(`expected ${wanted}\nbut found ${found}`);
  }
}

export function between(actual, least, most) {
  if (!(actual >= least && actual <= most)) {
    throw new Error(`expected between ${least} and ${most}, but found ${actual}`);
  }
}
