package io.muster.people;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PhoneDigitsTest {
    @ParameterizedTest
    @ValueSource(strings = {"+1 (303) 555-1234", "030/555 12 34", "112", "+49.30.5551234"})
    void phones(String text) {
        assertThat(PhoneDigits.isPhone(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12", "+", "303 555 1234 ext. 5", "=1+1234", "1.30356E+10", "123456789012345678901", "3+03555"})
    void noPhones(String text) {
        assertThat(PhoneDigits.isPhone(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "+1 (303) 555-1234,+13035551234",
        "001 303 5551234,+13035551234",
        "+49 (0)30 555,+4930555",
        "030/555,030555",
        "303 555,303555"
    })
    void areComparedByTheirDigits(String phone, String key) {
        assertThat(PhoneDigits.key(phone)).isEqualTo(key);
    }
}
