/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.action.PlanAction;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.Globs;
import dev.agentgovernance.core.internal.classify.RuleFile;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class PlanClassifierTest {

    private static final ActionContext CONTEXT = ActionContext.of("agent", "acme/shop");

    private static Map<String, ?> golden(String name) throws Exception {
        try (InputStream stream = PlanClassifierTest.class.getResourceAsStream(name + ".json")) {
            return JsonMapper.shared()
                    .readValue(Objects.requireNonNull(stream), new TypeReference<Map<String, Object>>() {});
        }
    }

    private static Classification judge(PlanAction.Format format, Map<String, ?> plan) {
        return PlanClassifier.of(ClassifierSettings.DEFAULT).classify(new PlanAction(format, plan), CONTEXT);
    }

    private static List<String> kinds(Classification found) {
        return found.effects().stream().map(e -> e.kind().id()).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "no-op, infra.read",
        "update, infra.change",
        "replace, infra.destroy",
        "destroy, infra.destroy",
        "forget, infra.state"
    })
    void judgesRealPlans(String name, String kind) throws Exception {
        Classification found = judge(PlanAction.Format.TERRAFORM, golden(name));
        assertThat(kinds(found)).contains(kind);
        assertThat(found.coverage()).isEqualTo(Coverage.KNOWN);
    }

    @Test
    void handsOnTheCommandsOfProvisionersAndSeesTheEnvironment() throws Exception {
        List<Action> nested = new ArrayList<>();
        Classification found = PlanClassifier.of(ClassifierSettings.DEFAULT, (action, context) -> {
                    nested.add(action);
                    return Classification.NOTHING;
                })
                .classify(new PlanAction(PlanAction.Format.TERRAFORM, golden("create")), CONTEXT);
        assertThat(kinds(found)).containsExactly("infra.change");
        assertThat(found.effects().get(0).environment()).isEqualTo(Environment.STAGING);
        assertThat(nested).hasSize(1);
    }

    @Test
    void whatIsNotUnderstoodIsSaid() throws Exception {
        Map<String, Object> plan = new HashMap<>(golden("update"));
        plan.put("complete", false);
        assertThat(judge(PlanAction.Format.TERRAFORM, plan).coverage()).isEqualTo(Coverage.PARTIAL);
        plan.put("format_version", "2.0");
        assertThat(judge(PlanAction.Format.TERRAFORM, plan).coverage()).isEqualTo(Coverage.OPAQUE);
        assertThat(judge(PlanAction.Format.UNKNOWN, plan).coverage()).isEqualTo(Coverage.OPAQUE);
        assertThat(judge(PlanAction.Format.TERRAFORM, Map.of("format_version", "1.2", "resource_changes", "x"))
                        .coverage())
                .isEqualTo(Coverage.OPAQUE);
    }

    @ParameterizedTest
    @CsvSource({
        "Add, , infra.change",
        "Modify, False, infra.change",
        "Modify, Conditional, infra.destroy",
        "Remove, , infra.destroy",
        "Import, , infra.state",
        "Explode, , exec.opaque"
    })
    void judgesChangeSets(String action, String replacement, String kind) {
        Map<String, ?> change = Map.of(
                "ResourceChange",
                Map.of(
                        "Action",
                        action,
                        "Replacement",
                        replacement == null ? "" : replacement,
                        "ResourceType",
                        "AWS::EC2::Instance"));
        Classification found = judge(PlanAction.Format.CLOUDFORMATION, Map.of("Changes", List.of(change)));
        assertThat(kinds(found)).containsExactly(kind);
    }

    @Test
    void everyTypeRuleDoesWhatItsExamplesSay() {
        assertThat(RuleFile.load(ResourceTypes.class, ResourceTypes.RESOURCE)).allSatisfy(rule -> {
            String glob = rule.words().get(0);
            assertThat(rule.positives()).isNotEmpty().allMatch(e -> Globs.matches(glob, e));
            assertThat(rule.negatives()).isNotEmpty().noneMatch(e -> Globs.matches(glob, e));
        });
    }
}
