package io.muster.load;

/** Whether something is as it must be. @param what it is, with the figures */
record Verdict(boolean holds, String what) {
    @Override
    public String toString() {
        return (holds ? "  ok    " : "  FAILS ") + what;
    }
}
