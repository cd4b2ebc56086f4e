/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.SecretScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The examples of the README, compiled against Flink and Kafka Streams. */
class Snippets {

    // flink
    static final class FindSecrets extends RichFlatMapFunction<String, String> {
        private static final long serialVersionUID = 1;
        private transient @Nullable SecretScanner scanner;

        @Override
        public void open(OpenContext context) {
            scanner = SecretScanner.standard();
        }

        @Override
        public void flatMap(String text, Collector<String> out) {
            for (SecretFinding finding : Objects.requireNonNull(scanner).scan(text)) {
                out.collect(finding.kind().id() + " " + finding.fingerprint());
            }
        }
    }
    // end

    static StreamsBuilder kafka() {
        // kafka
        Redactor redactor = Redactor.of(SecretScanner.standard());
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("tool-output", Consumed.with(Serdes.String(), Serdes.String()))
                .mapValues(text -> redactor.redact(text))
                .to("tool-output-redacted", Produced.with(Serdes.String(), Serdes.String()));
        // end
        return builder;
    }

    @Test
    void theTopologyIsComplete() {
        assertThat(kafka().build().describe().toString()).contains("tool-output-redacted");
    }

    @Test
    void flinkIsGivenEachFinding() {
        FindSecrets function = new FindSecrets();
        function.open(new OpenContext() {});
        List<String> out = new ArrayList<>();
        function.flatMap("token: glp" + "at-" + "q8Zk2LmX0vBn4TyRw6Jc", new Collector<>() {
            @Override
            public void collect(String found) {
                out.add(found);
            }

            @Override
            public void close() {}
        });
        assertThat(out).singleElement().asString().startsWith("gitlab-personal-access-token ");
    }
}
