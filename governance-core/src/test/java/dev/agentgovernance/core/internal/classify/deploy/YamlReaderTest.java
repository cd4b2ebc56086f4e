/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

    // The buffer of the reader below holds 1,024 characters and one more.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_020, 1_021, 1_022, 2_045, 2_046})
    void aTextThatEndsInTheMiddleOfACharacterCannotBeRead(int length) {
        String text = "a: " + "x".repeat(length) + "\ud800";
        assertThatThrownBy(() -> YamlReader.documents(text)).isInstanceOf(YamlReader.Unreadable.class);
    }
}
