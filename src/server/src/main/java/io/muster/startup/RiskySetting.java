package io.muster.startup;

/**
 * A setting that is allowed but should be a deliberate decision. It never contains the value, which may be a secret.
 *
 * @param name the variable or property
 * @param risk what may happen, one sentence
 * @param advice what to do instead, one sentence
 */
record RiskySetting(String name, String risk, String advice) {}
