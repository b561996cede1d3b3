package io.muster.startup;

/**
 * A setting that is allowed and should be somebody's decision. Never holds what it is set to: that may be a secret.
 *
 * @param name the variable or property
 * @param risk what may happen, one sentence
 * @param advice what to do instead, one sentence
 */
record RiskySetting(String name, String risk, String advice) {}
