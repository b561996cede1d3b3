package io.muster.embedded.bson;

/** Arithmetic on BSON numbers: ints grow into longs, longs that overflow and all else into doubles. */
public final class Numbers {

    private Numbers() {}

    public static Number add(Number left, Number right) {
        if (!isWhole(left) || !isWhole(right)) {
            return left.doubleValue() + right.doubleValue();
        }
        long a = left.longValue();
        long b = right.longValue();
        long sum = a + b;
        boolean overflow = ((a ^ sum) & (b ^ sum)) < 0;
        return overflow ? (Number) ((double) a + b) : narrow(sum, left, right);
    }

    public static Number subtract(Number left, Number right) {
        if (isWhole(left) && isWhole(right)) {
            return narrow(left.longValue() - right.longValue(), left, right);
        }
        return left.doubleValue() - right.doubleValue();
    }

    public static Number multiply(Number left, Number right) {
        if (!isWhole(left) || !isWhole(right)) {
            return left.doubleValue() * right.doubleValue();
        }
        long a = left.longValue();
        long b = right.longValue();
        boolean overflow = Math.multiplyHigh(a, b) != (a * b) >> 63;
        return overflow ? (Number) ((double) a * b) : narrow(a * b, left, right);
    }

    public static Number remainder(Number left, Number right) {
        if (isWhole(left) && isWhole(right)) {
            return narrow(left.longValue() % right.longValue(), left, right);
        }
        return left.doubleValue() % right.doubleValue();
    }

    private static Number narrow(long result, Number left, Number right) {
        boolean fits = left instanceof Integer && right instanceof Integer && result == (int) result;
        return fits ? (Number) (int) result : (Number) result;
    }

    private static boolean isWhole(Number number) {
        return number instanceof Integer || number instanceof Long;
    }
}
