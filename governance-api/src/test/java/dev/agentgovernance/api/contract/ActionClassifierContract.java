/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.action.SqlAction;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.SourceSpan;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link ActionClassifier} must do. Implement {@link #classifier()} and run. */
public interface ActionClassifierContract {

    /** Returns the classifier under test. */
    ActionClassifier classifier();

    /** Nothing makes it throw, and there is always an answer. */
    @Test
    default void classifiesEveryAction() {
        ActionClassifier classifier = classifier();
        for (Action action : Samples.actions()) {
            assertThat(classifier.classify(action, Samples.CONTEXT))
                    .as("%s", action)
                    .isNotNull();
            assertThat(classifier.classify(action, ActionContext.builder("a").build()))
                    .as("%s in an unknown place", action)
                    .isNotNull();
        }
    }

    /** Whatever the input, the answer comes: a broad bound, that no machine under load breaks. */
    @Test
    default void classifiesWithinABound() {
        ActionClassifier classifier = classifier();
        for (Action action : Samples.actions()) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> classifier.classify(action, Samples.CONTEXT), action::toString);
        }
    }

    /** It is a pure function, for several threads too. */
    @Test
    default void isAPureFunction() {
        ActionClassifier classifier = classifier();
        List<Classification> alone = classifyAll(classifier);
        assertThat(classifyAll(classifier)).isEqualTo(alone);
        assertThat(Race.run(4, number -> classifyAll(classifier))).isEqualTo(Collections.nCopies(4, alone));
    }

    /** Spans point into the text of the action. */
    @Test
    default void pointsIntoTheText() {
        ActionClassifier classifier = classifier();
        for (Action action : Samples.actions()) {
            int length = length(action);
            Classification found = classifier.classify(action, Samples.CONTEXT);
            assertThat(Stream.concat(
                                    found.effects().stream().map(effect -> effect.span()),
                                    found.gaps().stream().map(Classification.Gap::span))
                            .map(SourceSpan::end))
                    .as("%s", action)
                    .allMatch(end -> end <= length);
        }
    }

    /** A gap says what was in the way, and never quotes the action. */
    @Test
    default void quotesNothingInAGap() {
        ActionClassifier classifier = classifier();
        String marker = "qzxmarkerxzq";
        for (String text : List.of(marker + " (", "$" + marker + "( '" + marker, "eval \"$" + marker + "\"")) {
            for (Action action : List.of(
                    Action.shell(text),
                    Action.sql(text),
                    Action.http(text, text),
                    Action.tool(text, text, java.util.Map.of()))) {
                assertThat(classifier.classify(action, Samples.CONTEXT).gaps())
                        .as("%s", action)
                        .noneMatch(gap -> gap.why().contains(marker));
            }
        }
    }

    private static List<Classification> classifyAll(ActionClassifier classifier) {
        return Samples.actions().stream()
                .map(action -> classifier.classify(action, Samples.CONTEXT))
                .toList();
    }

    private static int length(Action action) {
        if (action instanceof ShellAction shell) {
            return shell.command().length();
        }
        return action instanceof SqlAction sql ? sql.statement().length() : Integer.MAX_VALUE;
    }
}
