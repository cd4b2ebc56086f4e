/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every known way to make a command say one thing and do another, in several spellings, and harmless commands alike. */
class BypassClassesTest {

    private static final Guard GUARD = Governance.builder(Policy.baseline())
            .trust(key -> TrustLevel.CONTRIBUTE)
            .homeDirectory("/home/agent")
            .build();

    record BypassClass(String name, List<String> hidden, List<String> harmless) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<BypassClass> classes() throws IOException {
        List<BypassClass> classes = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(BypassClassesTest.class.getResourceAsStream("bypass-classes.txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("- ")) {
                    classes.get(classes.size() - 1).hidden().add(command(line));
                } else if (line.startsWith("+ ")) {
                    classes.get(classes.size() - 1).harmless().add(command(line));
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    classes.add(new BypassClass(line, new ArrayList<>(), new ArrayList<>()));
                }
            }
        }
        return classes.stream();
    }

    private static String command(String line) {
        return line.substring(2)
                .replace("\\\\n", "\\\0")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\0", "\n");
    }

    @ParameterizedTest
    @MethodSource("classes")
    void whatIsHiddenIsNeverAllowed(BypassClass one) {
        List<String> allowed = one.hidden().stream()
                .filter(command -> decide(command) instanceof Allow)
                .toList();
        assertThat(allowed).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("classes")
    void whatIsHarmlessNeedsNoQuestion(BypassClass one) {
        List<String> asked = one.harmless().stream()
                .filter(command -> !(decide(command) instanceof Allow))
                .map(command -> command + " => " + decide(command).assessment().gaps() + " "
                        + decide(command).assessment().effects())
                .toList();
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("classes")
    void aClassHasFiveSpellingsAndATwin(BypassClass one) {
        assertThat(one.harmless()).isNotEmpty();
        assertThat(one.hidden().size() >= 5 || one.name().startsWith("0 ")).isTrue();
    }

    private static Decision decide(String command) {
        return GUARD.decide(Action.shell(command), TestActions.context());
    }
}
