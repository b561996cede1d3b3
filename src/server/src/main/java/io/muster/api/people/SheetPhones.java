package io.muster.api.people;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The phone numbers of the people in a sheet. Whom a row seeks by a phone number may not be mistaken for somebody to whom another
 * row gives the same number: once a part of the sheet was written, the same sheet would find the one for the other.
 */
final class SheetPhones {
    private final Map<Holder, Integer> firstLines = new HashMap<>();

    /**
     * Those of whom one is as good as the other here.
     *
     * @param isSought whether the row seeks its member by the number, since it names none by an id or a stored e-mail address
     * @param isNew whether the member does not have the number yet
     * @param isNamed whether the sheet names the member's e-mail address, which then goes before the number
     */
    record Holder(String phone, boolean isSought, boolean isNew, boolean isNamed) {
        boolean isMistakenFor(Holder other) {
            return phone.equals(other.phone)
                    && (isSought && other.isNew || other.isSought && isNew)
                    && !(isNamed && other.isNamed);
        }
    }

    /** Takes the person of a row, and gives the line of somebody whom that one could be taken for, if there is one. */
    Optional<Integer> take(int line, Holder holder) {
        Optional<Integer> other = alike(holder.phone)
                .filter(holder::isMistakenFor)
                .flatMap(of -> Stream.ofNullable(firstLines.get(of)))
                .min(Integer::compare);
        firstLines.putIfAbsent(holder, line);
        return other;
    }

    /** All kinds of holders of one number. */
    private static Stream<Holder> alike(String phone) {
        return IntStream.range(0, 8)
                .mapToObj(kind -> new Holder(phone, (kind & 1) != 0, (kind & 2) != 0, (kind & 4) != 0));
    }
}
