/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.core.audit.AuditJournal;
import dev.agentgovernance.core.audit.StoredRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which journal. */
final class JournalOptions {

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where the journal is. Default: $XDG_STATE_HOME/agent-governance.")
    private @Nullable Path state;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The journal, in place of the one in the state folder.")
    private @Nullable Path file;

    Path journal(Terminal terminal) {
        Path journal = file != null
                ? file
                : StateFolder.of(state, terminal.environment()).journal();
        if (!Files.isReadable(journal)) {
            throw new InputException("There is no journal to read at " + journal + ".");
        }
        return journal;
    }

    /** Which of its records. */
    static final class Selection {

        @Option(names = "--session", paramLabel = "ID", description = "Only the decisions of this session.")
        private @Nullable String session;

        @Option(names = "--agent", paramLabel = "NAME", description = "Only those about this agent.")
        private @Nullable String agent;

        @Option(
                names = "--since",
                paramLabel = "TIME",
                description = "Only those from this time on, such as 2026-03-01T08:00:00Z.")
        private @Nullable String since;

        List<StoredRecord> of(Path journal) {
            Instant from = from();
            try (Stream<StoredRecord> records = AuditJournal.read(journal)) {
                return records.filter(stored -> !stored.record().at().isBefore(from)
                                && named(
                                        session,
                                        stored.record().context().session().orElse(null))
                                && named(agent, stored.record().context().agent()))
                        .toList();
            }
        }

        private Instant from() {
            try {
                return since == null ? Instant.MIN : Instant.parse(since);
            } catch (DateTimeParseException e) {
                throw new InputException("'" + since + "' is no time such as 2026-03-01T08:00:00Z.");
            }
        }

        private static boolean named(@Nullable String wanted, @Nullable String is) {
            return wanted == null || wanted.equals(is);
        }

        @Nullable String session() {
            return session;
        }
    }
}
