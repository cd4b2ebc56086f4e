/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.core.internal.classify.SessionFiles.Written;
import java.lang.management.ManagementFactory;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Files that are written part by part read as if each part had been joined to the text before it at once. */
class SessionFilesProperties {

    private static final ActionContext CONTEXT =
            ActionContext.builder("agent").session("s").build();
    private static final int MOST = 64 << 10;

    private record Step(@Nullable String part, boolean replaces, boolean looks) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<String> part = Arbitraries.strings().withCharRange('a', 'e').ofMaxLength(4);
        Arbitrary<String> large = Arbitraries.of(20_000, 40_000, MOST, MOST + 1).map("x"::repeat);
        return Combinators.combine(
                        Arbitraries.oneOf(part, large).injectNull(0.1),
                        Arbitraries.integers().between(0, 9).map(n -> n == 0),
                        Arbitraries.of(true, false))
                .as(Step::new)
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 500)
    void readsAsJoinedAtOnce(@ForAll("steps") List<Step> steps) {
        SessionFiles files = SessionFiles.upTo(2);
        Written expected = null;
        for (Step step : steps) {
            String part = step.part();
            if (step.replaces()) {
                files.replace(CONTEXT, "f", new Written(part, true, true));
                boolean known = part != null && part.length() <= MOST;
                expected = new Written(known ? part : null, known, true);
            } else {
                files.add(CONTEXT, "f", part);
                String old = expected == null || expected.text() == null ? "" : expected.text() + "\n";
                boolean known = part != null && old.length() + part.length() <= MOST;
                expected = new Written(known ? old + part : null, false, expected != null && expected.fetched());
            }
            if (step.looks()) {
                assertThat(files.find(CONTEXT, "f")).contains(expected);
            }
        }
        assertThat(files.find(CONTEXT, "f").orElse(null)).isEqualTo(expected);
    }

    @Example
    void partsAreNotCopiedForEachOther() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SessionFiles files = SessionFiles.upTo(1);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 4_000; i++) {
            files.add(CONTEXT, "f", "echo something");
        }
        // Joined at each write it would be over a hundred million.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4_000_000);
        assertThat(files.find(CONTEXT, "f").orElseThrow().text()).hasSize(4_000 * 15 - 1);
    }
}
