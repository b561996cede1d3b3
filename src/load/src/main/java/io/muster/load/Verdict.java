package io.muster.load;

/** Whether a condition holds. @param what the condition, with figures */
record Verdict(boolean holds, String what) {
    @Override
    public String toString() {
        return (holds ? "  ok    " : "  FAILS ") + what;
    }
}
