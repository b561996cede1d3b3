package io.muster.api.calendar;

/** Text as a calendar may have it: what some program could take for the end of a line is one, and other control characters are gone. */
final class PlainText {
    private static final int NEXT_LINE = 0x85;
    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;
    private static final int REPLACEMENT = 0xFFFD;

    private PlainText() {}

    /** Text of one line or several; ends of lines are {@code \n}. */
    static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.replace("\r\n", "\n").codePoints().map(PlainText::plain).forEach(it -> append(plain, it));
        return plain.toString();
    }

    /** Text of one line. */
    static String line(String text) {
        return of(text).replace('\n', ' ').strip();
    }

    private static int plain(int character) {
        return switch (character) {
            case '\r', '\n', NEXT_LINE, LINE_SEPARATOR, PARAGRAPH_SEPARATOR -> '\n';
            case '\t' -> ' ';
            default -> Character.getType(character) == Character.SURROGATE ? REPLACEMENT : character;
        };
    }

    private static void append(StringBuilder plain, int character) {
        if (character == '\n' || !Character.isISOControl(character)) {
            plain.appendCodePoint(character);
        }
    }
}
