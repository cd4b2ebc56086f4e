/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.audit.AuditSink;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link AuditSink} that keeps records must do. Implement both methods and run. */
public interface AuditSinkContract {

    /** Returns an empty sink. */
    AuditSink newAuditSink();

    /** Returns the records that a sink of {@link #newAuditSink} has stored, in the order it keeps. */
    List<AuditRecord> stored(AuditSink sink);

    /** What was appended is stored when the call returns, as it was, in order. */
    @Test
    default void storesRecordsInOrder() {
        AuditSink sink = newAuditSink();
        assertThat(stored(sink)).isEmpty();
        AuditRecord one = Samples.record("1");
        AuditRecord two = Samples.record("2");
        sink.append(one);
        assertThat(stored(sink)).containsExactly(one);
        sink.append(two);
        assertThat(stored(sink)).containsExactly(one, two);
    }

    /** Several threads lose nothing, double nothing, and each finds its own records in its own order. */
    @Test
    default void losesNothingBetweenThreads() {
        AuditSink sink = newAuditSink();
        int each = 50;
        Race.run(4, number -> {
            for (int i = 0; i < each; i++) {
                sink.append(Samples.record(number + "-" + i));
            }
            return number;
        });
        List<String> ids = stored(sink).stream().map(AuditRecord::id).toList();
        assertThat(ids).hasSize(4 * each).doesNotHaveDuplicates();
        for (int number = 0; number < 4; number++) {
            String prefix = number + "-";
            assertThat(ids.stream().filter(id -> id.startsWith(prefix)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, each).mapToObj(i -> prefix + i).toList());
        }
    }
}
