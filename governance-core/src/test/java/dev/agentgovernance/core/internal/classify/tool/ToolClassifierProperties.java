/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class ToolClassifierProperties {

    private final ActionClassifier classifier =
            ToolClassifier.of(ClassifierSettings.DEFAULT, (action, context) -> Classification.NOTHING);

    @Property
    void anyNameIsJudgedAndADestructiveVerbNeverMakesItMilder(@ForAll @StringLength(max = 30) String name) {
        ActionContext context = ActionContext.of("agent", "acme/shop");
        Classification plain = classifier.classify(Action.tool("s", name, Map.of()), context);
        Classification worse = classifier.classify(Action.tool("s", name + "_delete", Map.of()), context);
        assertThat(plain.effects()).isNotEmpty();
        assertThat(worse.effects()).anyMatch(e -> e.kind().id().equals("tool.destroy"));
    }
}
