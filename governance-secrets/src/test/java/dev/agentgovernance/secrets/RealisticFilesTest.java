/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the profiles do on whole files. With the property {@code files} it prints the figures of so many editions. */
class RealisticFilesTest {

    private static final class Score {
        int found;
        int missed;
        int wrong;

        double precision() {
            return (double) found / (found + wrong);
        }

        double recall() {
            return (double) found / (found + missed);
        }
    }

    private static Score score(String resource, ScanProfile profile, int editions) {
        SecretScanner scanner = SecretScanner.builder().profile(profile).build();
        Score score = new Score();
        for (RealisticFiles.LabelledFile file : RealisticFiles.make(resource, 1, editions)) {
            Set<RealisticFiles.Span> found = new HashSet<>();
            for (SecretFinding finding : scanner.scan(file.text())) {
                if (finding.confidence() != Confidence.PLACEHOLDER
                        && finding.kind().category() == SecretKind.Category.SECRET) {
                    List<RealisticFiles.Span> hit = file.secrets().stream()
                            .filter(span -> span.start() < finding.end() && finding.start() < span.end())
                            .toList();
                    found.addAll(hit);
                    score.wrong += hit.isEmpty() ? 1 : 0;
                }
            }
            score.found += found.size();
            score.missed += file.secrets().size() - found.size();
        }
        return score;
    }

    @ParameterizedTest
    @CsvSource({
        "files.txt, PRECISE, .99, .55",
        "files.txt, BALANCED, .97, .88",
        "files.txt, THOROUGH, .93, .90",
        "files-more.txt, PRECISE, .99, .65",
        "files-more.txt, BALANCED, .97, .90",
        "files-more.txt, THOROUGH, .95, .92",
        "files-third.txt, PRECISE, .99, .60",
        "files-third.txt, BALANCED, .93, .80",
        "files-third.txt, THOROUGH, .90, .80",
        "files-fourth.txt, PRECISE, .97, .65",
        "files-fourth.txt, BALANCED, .95, .88",
        "files-fourth.txt, THOROUGH, .92, .88",
        "files-fifth.txt, PRECISE, .94, .64",
        "files-fifth.txt, BALANCED, .95, .80",
        "files-fifth.txt, THOROUGH, .94, .88",
        "files-sixth.txt, PRECISE, .97, .72",
        "files-sixth.txt, BALANCED, .96, .82",
        "files-sixth.txt, THOROUGH, .94, .90",
        "files-seventh.txt, PRECISE, .97, .68",
        "files-seventh.txt, BALANCED, .98, .95",
        "files-seventh.txt, THOROUGH, .95, .96",
        "files-siblings.txt, PRECISE, .98, .60",
        "files-siblings.txt, BALANCED, .99, .98",
        "files-siblings.txt, THOROUGH, .96, .98",
        "files-ways.txt, PRECISE, .97, .40",
        "files-ways.txt, BALANCED, .97, .78",
        "files-ways.txt, THOROUGH, .96, .90",
        "files-ninth.txt, PRECISE, .97, .65",
        "files-ninth.txt, BALANCED, .97, .85",
        "files-ninth.txt, THOROUGH, .94, .92",
        "files-eleventh.txt, PRECISE, .98, .70",
        "files-eleventh.txt, BALANCED, .98, .90",
        "files-eleventh.txt, THOROUGH, .96, .92"
    })
    void aProfileHoldsItsPlace(String resource, ScanProfile profile, double precision, double recall) {
        Score score = score(resource, profile, 3);
        assertThat(score.precision()).isGreaterThanOrEqualTo(precision);
        assertThat(score.recall()).isGreaterThanOrEqualTo(recall);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "files.txt",
                "files-more.txt",
                "files-third.txt",
                "files-fourth.txt",
                "files-fifth.txt",
                "files-sixth.txt",
                "files-seventh.txt",
                "files-ways.txt",
                "files-ninth.txt",
                "files-eleventh.txt"
            })
    void profilesFindMoreFromPreciseToThorough(String resource) {
        Map<ScanProfile, Double> recall = new EnumMap<>(ScanProfile.class);
        for (ScanProfile profile : ScanProfile.values()) {
            Score score = score(resource, profile, Integer.getInteger("files", 8));
            recall.put(profile, score.recall());
            if (Integer.getInteger("files") != null) {
                System.out.printf(
                        "%s %s precision %.3f recall %.3f%n", resource, profile, score.precision(), score.recall());
            }
        }
        assertThat(recall.get(ScanProfile.PRECISE)).isLessThan(recall.get(ScanProfile.BALANCED));
        assertThat(recall.get(ScanProfile.BALANCED)).isLessThan(recall.get(ScanProfile.THOROUGH));
    }
}
