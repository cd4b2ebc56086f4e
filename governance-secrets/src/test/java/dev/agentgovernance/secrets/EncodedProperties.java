/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.ScanLimits;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.internal.rules.KindFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random texts with secrets in every encoding, one within another. */
class EncodedProperties {
    private static final SecretScanner SCANNER =
            SecretScanner.builder().personalData(PersonalData.values()).build();
    private static final SecretScanner NARROW = SecretScanner.builder()
            .limits(new ScanLimits(1 << 20, 256, 96))
            .personalData(PersonalData.values())
            .build();
    private static final List<String> EXAMPLES = KindFile.standard().stream()
            .flatMap(block -> block.all("+").stream())
            .toList();
    private static final List<String> FILLERS =
            List.of(" ", "\n", "\"", "=", "/", "-", "%", "\\", "&#", "data: ", "AAAA", "{\"a\":\"", "=\n", "é", "x_");

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.longs().map(seed -> {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int parts = random.nextInt(4); parts >= 0; parts--) {
                String value = Templates.expand(EXAMPLES.get(random.nextInt(EXAMPLES.size())), random);
                for (int depth = random.nextInt(4); depth > 0; depth--) {
                    String before = FILLERS.get(random.nextInt(FILLERS.size()));
                    value = Encodings.ALL
                            .get(random.nextInt(Encodings.ALL.size()))
                            .of(before + value);
                    value = value.length() > 20_000 ? "long" : value;
                }
                text.append(FILLERS.get(random.nextInt(FILLERS.size())))
                        .append(value)
                        .append(FILLERS.get(random.nextInt(FILLERS.size())));
            }
            return text.toString();
        });
    }

    @Property(tries = 60)
    void everyPlaceToCutGivesTheSameFindings(@ForAll("texts") String text) {
        List<SecretFinding> whole = NARROW.scan(text);
        int stride = Math.max(1, text.length() / 400);
        for (int cut = 0; cut <= text.length(); cut += stride) {
            List<SecretFinding> found = new ArrayList<>();
            ScanSession session = NARROW.openSession(found::add);
            session.feed(text.substring(0, cut));
            session.feed(text.substring(cut));
            session.finish();
            assertThat(found).isEqualTo(whole);
        }
    }

    @Property(tries = 300)
    void whatIsRedactedHoldsNothing(@ForAll("texts") String text) {
        StreamRedactor redactor = StreamRedactor.of(SCANNER);
        String redacted = redactor.redact(text);
        assertThat(SCANNER.scan(redacted)).as(redacted).allMatch(f -> f.confidence() == Confidence.PLACEHOLDER);
        String json = redactor.redactJson("{\"value\": \"" + TranscriptCorpus.json(text) + "\"}");
        assertThat(SCANNER.scan(json)).as(json).allMatch(f -> f.confidence() == Confidence.PLACEHOLDER);
    }

    @Property(tries = 300)
    void noFindingCarriesText(@ForAll("texts") String text) {
        for (SecretFinding finding : SCANNER.scan(text)) {
            String value = text.substring((int) finding.start(), (int) finding.end());
            if (value.length() > 4) {
                assertThat(finding.evidence()).doesNotContain(value);
            }
            assertThat(finding.toString().length()).isLessThan(400);
        }
    }

    @Property(tries = 200)
    void stepsAreBoundedByTheText(@ForAll("texts") String text) {
        ScanSession session = SCANNER.openSession(finding -> {});
        session.feed(text);
        session.finish();
        assertThat(session.steps()).isLessThan(20_000L + 2000L * text.length());
    }
}
