/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.RealisticFiles.LabelledFile;
import dev.agentgovernance.secrets.internal.automaton.KeywordAutomaton;
import dev.agentgovernance.secrets.internal.rules.KindFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What a scan finds that asks at no keyword whether it can lead to anything, and visits every line, the scan finds that does: over
 * the examples of all kinds and languages, whole files of many formats, and, with {@code -Dcorpus=FILE,FILE}, lines of others.
 */
class GateOracleTest {

    private static final SecretScanner SCANNER = SecretScanner.standard();
    private static final SecretScanner WITHOUT_GATES = SCANNER.searchingWith(KeywordAutomaton::of);

    /** Its rules, keywords and first look are made of the readable data, and not taken from the table of the build. */
    private static final SecretScanner WITHOUT_TABLE =
            SecretScanner.builder().onlyKinds(kind -> true).build();

    private static void same(String text) {
        List<SecretFinding> found = SCANNER.scan(text);
        assertThat(found).as(text).isEqualTo(WITHOUT_GATES.scan(text));
        assertThat(found).as(text).isEqualTo(WITHOUT_TABLE.scan(text));
    }

    @Test
    void examplesOfKinds() {
        Random random = new Random(11);
        for (KindFile.Block block : KindFile.standard()) {
            for (String template : KindExamples.positives(block)) {
                String text = Templates.expand(template, random, new ArrayList<>());
                same(text);
                same("see " + text + " and\n" + text);
            }
        }
    }

    @Test
    void wholeFiles() {
        for (String resource : List.of(
                "files.txt",
                "files-more.txt",
                "files-third.txt",
                "files-fourth.txt",
                "files-fifth.txt",
                "files-sixth.txt",
                "files-seventh.txt",
                "files-siblings.txt")) {
            for (LabelledFile file : RealisticFiles.make(resource, 11, 2)) {
                same(file.text());
            }
        }
    }

    @Test
    void linesOfLanguages() throws IOException {
        Random random = new Random(11);
        LanguageTest.cases().forEach(given -> same(Templates.expand(given.template(), random, new ArrayList<>())));
    }

    @Test
    @EnabledIfSystemProperty(named = "corpus", matches = ".+")
    void linesOfOthers() throws IOException {
        for (String corpus : System.getProperty("corpus").split(",", -1)) {
            for (String row : Files.readAllLines(Path.of(corpus))) {
                same(row.replace("\\n", "\n").replace("\\\"", "\""));
            }
        }
    }
}
