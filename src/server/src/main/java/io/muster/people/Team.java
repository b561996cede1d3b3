package io.muster.people;

/**
 * A team of a firm.
 *
 * @param id 1 to 64 of {@code A-Za-z0-9_-}, unique in the firm
 * @param name what people read, at most 200 code points
 */
public record Team(String id, String name) {
    /** The most teams of a firm. */
    public static final int MAX_OF_FIRM = 500;
}
