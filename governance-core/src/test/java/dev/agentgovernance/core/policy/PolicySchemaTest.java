/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema for editors says what the reader says. */
class PolicySchemaTest {

    private static final String TEXT = resource("policy.schema.json");
    private static final JsonNode TREE = new JsonMapper().readTree(TEXT);
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT);
    private static final Map<Section, List<String>> NAMES = Map.of(Section.BOUND, List.of("impactBound", "trustBound"));

    private static Stream<Section> sections() {
        return Stream.of(Section.values()).filter(section -> !section.isOfCases());
    }

    @ParameterizedTest
    @MethodSource("sections")
    void hasTheKeysOfTheReaderAndNoOthers(Section section) {
        for (String name : NAMES.getOrDefault(section, List.of(Fieldset.name(section)))) {
            JsonNode definition = TREE.at("/$defs/" + name);
            assertThat(definition.path("additionalProperties").asBoolean(true))
                    .as(name)
                    .isFalse();
            assertThat(new TreeSet<>(definition.path("properties").propertyNames()))
                    .as(name)
                    .isEqualTo(new TreeSet<>(section.keys()));
        }
    }

    @Test
    void everyMappingOfTheSchemaIsASectionOfTheReader() {
        Set<String> known = new TreeSet<>(Set.of("impactBound", "trustBound"));
        for (Section section : Section.values()) {
            if (section != Section.BOUND && !section.isOfCases()) {
                known.add(Fieldset.name(section));
            }
        }
        Set<String> objects = new TreeSet<>();
        TREE.path("$defs").properties().forEach(entry -> {
            if (entry.getValue().has("properties")) {
                objects.add(entry.getKey());
            }
        });
        assertThat(objects).isEqualTo(known);
    }

    @Test
    void hasTheNamesOfTheReader() {
        assertThat(names("trustLevel")).containsExactlyElementsOf(Fieldset.names(TrustLevel.class));
        assertThat(names("impactLevel")).containsExactlyElementsOf(Fieldset.names(Impact.class));
        assertThat(names("oversight")).containsExactlyElementsOf(Fieldset.names(Oversight.class));
        assertThat(names("environment")).containsExactlyElementsOf(Fieldset.names(Environment.class));
        assertThat(names("actionClass")).containsExactlyElementsOf(Fieldset.names(ActionClass.class));
        assertThat(names("action")).containsExactlyElementsOf(RuleReader.ACTIONS);
        assertThat(names("effect")).containsExactlyInAnyOrderElementsOf(RuleReader.EFFECT_IDS);
        assertThat(texts(TREE.at("/$defs/example/properties/effect/enum")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(EffectKind.values()).map(EffectKind::id).toList());
    }

    @Test
    void acceptsTheBaseline() {
        assertThat(SCHEMA.validate(resource("baseline.yaml"), InputFormat.YAML)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: 1",
                "version: 2",
                "version: 1\nrulez: []",
                "version: 1\npacks: []",
                "version: 1\npacks: [x]",
                "version: 1\ntrust: {default: full}",
                "version: 1\ntrust: {agents: [{match: 'a*', level: observe, classes: {database: deliver}}]}",
                "version: 1\ntrust: {agents: [{match: 'a*', level: observe, classes: {databases: deliver}}]}",
                "version: 1\ntrust: {ceilings: [{environments: [production], level: observe}]}",
                "version: 1\ntrust: {ceilings: [{environments: [], level: observe}]}",
                "version: 1\nbranches: {governed: ['a[b]']}",
                "version: 1\nbranches: {governed: ['!a']}",
                "version: 1\nbranches: {governed: [main, main]}",
                "version: 1\nscope: {effects: [], maxFiles: 3}",
                "version: 1\nscope: {effects: [nothing]}",
                "version: 1\nscope: {maxFiles: -1}",
                "version: 1\nscope: {maxFiles: 1.5}",
                "version: 1\nmatrix: {observe: {}}",
                "version: 1\nrules: [{id: r, decision: deny, why: w, when: {effects: [deploy]}}]",
                "version: 1\nrules: [{id: R, decision: deny, why: w, when: {effects: [deploy]}}]",
                "version: 1\nrules: [{id: r, decision: no, why: w, when: {effects: [deploy]}}]",
                "version: 1\nrules: [{id: r, decision: deny, why: w, when: {}}]",
                "version: 1\nrules: [{id: r, decision: deny, why: w, when: {impact: {atLeast: high}}}]",
                "version: 1\nrules: [{id: r, decision: deny, why: w, when: {impact: high}}]",
                "version: 1\nrules: [{id: r, decision: deny, why: w, when: {coverage: known}}]",
                "version: 1\nrules: [{id: r, decision: deny, why: w, when: {scope: outside, actions: [file]}}]"
            })
    void agreesWithTheReader(String text) {
        boolean schema = SCHEMA.validate(text, InputFormat.YAML).isEmpty();
        Throwable reader = catchThrowable(() -> Policy.parse(text, "p.yaml"));
        assertThat(schema).as("%s: %s", text, reader).isEqualTo(reader == null);
    }

    private static List<String> names(String definition) {
        return texts(TREE.at("/$defs/" + definition + "/enum"));
    }

    private static List<String> texts(JsonNode list) {
        return list.values().stream().map(JsonNode::stringValue).toList();
    }

    private static String resource(String name) {
        try (var in = Policy.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
