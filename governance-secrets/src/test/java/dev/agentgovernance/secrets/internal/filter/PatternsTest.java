/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternsTest {
    private final Patterns patterns = new Patterns();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc123def456ghi789jkl012",
                "a1b2c3d4e5f6g7h8",
                "1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b",
                "Aa1Bb2Cc3Dd4Ee5Ff6Gg7",
                "AbCdEfGhIjKlMnOpQrSt",
                "9f8e7d6c5b4a3210fedcba9876543210",
                "ZyXwVuTsRqPoNmLk",
                "12345678901234567890",
                "d4c3b2a1-f6e5-h8g7-j1i8-p5o0n5m3l2k1",
                "R7mQ2vN9xK4pT8cWR7mQ2vN9xK4pT8cW"
            })
    void whatIsTypedInAPatternIsTold(String value) {
        assertThat(isPattern(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "abcd1234",
                "abcdefgh" + "Qz7Lm2Xw9Rk4Tp8Bv3Nd",
                "Xk93PcDP8pMKfhY28a5cTXL03bgrMnPY",
                "5f4dcc3b5aa765d61d8327deb882cf99",
                "Tr0ub4dor&3xkcd"
            })
    void whatOnlyBeginsLikeAPatternIsNone(String value) {
        assertThat(isPattern(value)).isFalse();
    }

    /** Sixty thousand values, of which one in a million may fail: this seed has none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789",
                "0123456789abcdef",
                "abcdefghijklmnopqrstuvwxyz",
                "abcdefghijklmnopqrstuvwxyz234567",
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
            })
    void chanceMakesNoPattern(String alphabet) {
        Random random = new Random(20261123);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder value = new StringBuilder();
            for (int length = 12 + random.nextInt(60); length > 0; length--) {
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(isPattern(value.toString())).as(value.toString()).isFalse();
        }
    }

    private boolean isPattern(String value) {
        TextLine line = new TextLine();
        line.set(value.toCharArray(), 0, value.length(), true);
        return patterns.isPattern(line, 0, value.length());
    }
}
