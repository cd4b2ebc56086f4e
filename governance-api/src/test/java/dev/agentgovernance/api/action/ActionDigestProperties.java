/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class ActionDigestProperties {

    private static final ActionContext HERE = ActionContext.of("agent", "acme/shop");

    @Provide
    Arbitrary<String> text() {
        return Arbitraries.strings().all().ofMaxLength(12);
    }

    @Provide
    Arbitrary<Map<String, @Nullable Object>> tree() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                text().map(s -> s),
                Arbitraries.integers().map(i -> i),
                Arbitraries.longs().map(l -> l),
                Arbitraries.doubles().map(d -> d),
                Arbitraries.bigDecimals().map(d -> d),
                Arbitraries.of(true, false),
                Arbitraries.of(Map.of(), List.of()));
        Arbitrary<Object> inner = Arbitraries.oneOf(
                leaf,
                leaf.list().ofMaxSize(3).map(l -> l),
                Arbitraries.maps(text(), leaf).ofMaxSize(3).map(m -> m));
        return Arbitraries.maps(text(), inner.injectNull(0.1)).ofMaxSize(4);
    }

    @Provide
    Arbitrary<Action> action() {
        return Arbitraries.oneOf(
                Combinators.combine(text(), Arbitraries.of(ShellAction.Shell.class))
                        .as(ShellAction::new),
                Combinators.combine(Arbitraries.of(FileAction.Operation.class), text(), text().injectNull(0.3))
                        .as(FileAction::new),
                Combinators.combine(text(), Arbitraries.of(SqlAction.Dialect.class), text())
                        .as(SqlAction::new),
                Combinators.combine(
                                text(),
                                text(),
                                Arbitraries.maps(text(), text().list().ofMaxSize(2))
                                        .ofMaxSize(2),
                                text().injectNull(0.3))
                        .as(HttpAction::new),
                Combinators.combine(text(), text(), tree(), hints()).as(ToolAction::new),
                Combinators.combine(Arbitraries.of(PlanAction.Format.class), tree())
                        .as(PlanAction::new),
                Combinators.combine(text(), text()).as(PublishAction::new));
    }

    private static Arbitrary<ToolAction.Hints> hints() {
        Arbitrary<Boolean> hint = Arbitraries.of(true, false).injectNull(0.3);
        return Combinators.combine(hint, hint, hint, hint, Arbitraries.of(true, false))
                .as(ToolAction.Hints::new);
    }

    @Provide
    Arbitrary<ActionContext> context() {
        return text().list()
                .ofSize(9)
                .flatMap(texts -> Arbitraries.of(Environment.class)
                        .map(environment -> ActionContext.builder("a" + texts.get(0))
                                .parentAgent(texts.get(1))
                                .principal(texts.get(2))
                                .session(texts.get(3))
                                .task(texts.get(4))
                                .repository(texts.get(5))
                                .branch(texts.get(6))
                                .environment(environment)
                                .workingDirectory(texts.get(7))
                                .repositoryRoot(texts.get(8))
                                .build()));
    }

    @Property
    void differentQuestionsHaveDifferentDigests(
            @ForAll("action") Action one,
            @ForAll("action") Action two,
            @ForAll("context") ActionContext here,
            @ForAll("context") ActionContext there) {
        assertThat(ActionDigest.of(one, here).equals(ActionDigest.of(one, there)))
                .isEqualTo(here.equals(there));
        // Numbers of equal value are one number, whatever their type; all else that differs counts.
        if (!one.equals(two) && !(one instanceof ToolAction || one instanceof PlanAction)) {
            assertThat(ActionDigest.of(one, here)).isNotEqualTo(ActionDigest.of(two, here));
        }
        assertThat(ActionDigest.of(one, here))
                .isEqualTo(ActionDigest.of(one, here.toBuilder().build()));
    }

    @Property
    void everyFieldOfAContextCounts(@ForAll("context") ActionContext context) {
        String other = "x" + context;
        ActionDigest digest = ActionDigest.of(Action.shell("ls"), context);
        List<ActionContext> changed = List.of(
                context.toBuilder().parentAgent(other).build(),
                context.toBuilder().principal(other).build(),
                context.toBuilder().session(other).build(),
                context.toBuilder().task(other).build(),
                context.toBuilder().repository(other).build(),
                context.toBuilder().branch(other).build(),
                context.toBuilder().workingDirectory(other).build(),
                context.toBuilder().repositoryRoot(other).build(),
                context.toBuilder()
                        .environment(context.environment() == Environment.TEST ? Environment.LOCAL : Environment.TEST)
                        .build());
        assertThat(changed.stream().map(there -> ActionDigest.of(Action.shell("ls"), there)))
                .doesNotContain(digest)
                .doesNotHaveDuplicates();
    }

    @Property
    void anyCharacterCounts(@ForAll("text") String text, @ForAll char added) {
        ActionDigest digest = ActionDigest.of(Action.shell(text), HERE);
        for (int i = 0; i <= text.length(); i++) {
            String longer = text.substring(0, i) + added + text.substring(i);
            assertThat(ActionDigest.of(Action.shell(longer), HERE)).isNotEqualTo(digest);
            if (i < text.length() && text.charAt(i) != added) {
                String changed = text.substring(0, i) + added + text.substring(i + 1);
                assertThat(ActionDigest.of(Action.shell(changed), HERE)).isNotEqualTo(digest);
            }
        }
    }

    @Property
    void textCannotMoveBetweenFields(@ForAll("text") String text) {
        for (int i = 0; i < text.length(); i++) {
            ActionDigest one = ActionDigest.of(Action.publish(text.substring(0, i), text.substring(i)), HERE);
            ActionDigest two = ActionDigest.of(Action.publish(text.substring(0, i + 1), text.substring(i + 1)), HERE);
            assertThat(one).isNotEqualTo(two);
        }
    }

    @Property
    void theOrderOfKeysIsNothing(@ForAll("tree") Map<String, @Nullable Object> tree) {
        List<String> keys = new ArrayList<>(tree.keySet());
        Collections.reverse(keys);
        Map<String, @Nullable Object> reversed = new LinkedHashMap<>();
        keys.forEach(key -> reversed.put(key, tree.get(key)));
        ActionDigest digest = ActionDigest.of(Action.tool("s", "t", tree), HERE);
        assertThat(ActionDigest.of(Action.tool("s", "t", reversed), HERE)).isEqualTo(digest);
        assertThat(ActionDigest.of(Action.tool("s", "t", new HashMap<>(tree)), HERE))
                .isEqualTo(digest);
    }

    @Property
    void anyChangeOfATreeCounts(@ForAll("tree") Map<String, @Nullable Object> tree) {
        ActionDigest digest = ActionDigest.of(Action.tool("s", "t", tree), HERE);
        for (String key : tree.keySet()) {
            Map<String, @Nullable Object> without = new HashMap<>(tree);
            without.remove(key);
            Map<String, @Nullable Object> wrapped = new HashMap<>(tree);
            wrapped.put(key, Collections.singletonList(tree.get(key)));
            assertThat(ActionDigest.of(Action.tool("s", "t", without), HERE)).isNotEqualTo(digest);
            assertThat(ActionDigest.of(Action.tool("s", "t", wrapped), HERE)).isNotEqualTo(digest);
        }
    }

    @Property
    void aCopyTakenByAnActionStaysAsItWas(@ForAll("tree") Map<String, @Nullable Object> tree) {
        Map<String, @Nullable Object> mine = new LinkedHashMap<>(tree);
        ToolAction action = Action.tool("s", "t", mine);
        ActionDigest before = ActionDigest.of(action, HERE);
        mine.put("added", 1);
        assertThat(ActionDigest.of(action, HERE)).isEqualTo(before);
    }
}
