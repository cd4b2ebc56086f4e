/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.trust.TrustLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guide for authors of policies says is true. */
class PolicyGuideTest {

    private static final String GUIDE = read();

    static List<String> examples() {
        List<String> examples = new ArrayList<>();
        String[] parts = GUIDE.split("```yaml\n", -1);
        for (int i = 1; i < parts.length; i++) {
            examples.add(parts[i].substring(0, parts[i].indexOf("```")));
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsAPolicy(String example) throws IOException {
        assertThatCode(() -> Policy.parse(example, "POLICY.md")).doesNotThrowAnyException();
        try (var in = Policy.class.getResourceAsStream("policy.schema.json")) {
            assertThat(in).isNotNull();
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(schema.validate(example, InputFormat.YAML)).isEmpty();
        }
    }

    @Test
    void itNamesEveryKeyEffectAndClass() {
        assertThat(examples()).hasSizeGreaterThan(5);
        for (Section section : Section.values()) {
            if (!section.isOfCases()) {
                assertThat(section.keys()).allSatisfy(key -> assertThat(GUIDE).contains("`" + key + "`"));
            }
        }
        for (EffectKind kind : EffectKind.values()) {
            assertThat(GUIDE).contains("`" + kind.id() + "`");
        }
        for (ActionClass actionClass : ActionClass.values()) {
            assertThat(GUIDE).contains("`" + actionClass.id() + "`");
        }
    }

    @Test
    void itShowsTheMatrixOfTheBaseline() {
        var matrix = Policy.baseline();
        for (var level : TrustLevel.values()) {
            StringBuilder row = new StringBuilder("| `" + Fieldset.name(level) + "` |");
            for (var impact : Impact.values()) {
                row.append(' ')
                        .append(Fieldset.name(matrix.oversight(level, impact)))
                        .append(" |");
            }
            assertThat(GUIDE).contains(row);
        }
    }

    private static String read() {
        try {
            return Files.readString(Path.of("POLICY.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
