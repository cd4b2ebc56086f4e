/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.Commands;
import dev.agentgovernance.core.internal.classify.RecordingSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CommandTableTest {

    private static final CommandTable TABLE = CommandTable.standard();

    private static final Set<String> LOOKED_UP = Set.of(
            "yq",
            "xq",
            "xmlstarlet",
            "xmllint",
            "tomlq",
            "ansible-doc",
            "ansible-config",
            "ansible-inventory",
            "ansible-galaxy",
            "ansible-test");

    private static RecordingSink classify(String line) {
        RecordingSink sink = RecordingSink.plain();
        TABLE.classify(Commands.of(line), sink);
        return sink;
    }

    private static List<Entry> below(Entry entry) {
        List<Entry> all = new ArrayList<>();
        all.add(entry);
        Set<Entry> children = new LinkedHashSet<>(entry.subcommands.values());
        children.addAll(entry.families.values());
        children.forEach(child -> all.addAll(below(child)));
        return all;
    }

    private static List<Entry.Example> examples(Entry entry) {
        return below(entry).stream().flatMap(e -> e.examples.stream()).toList();
    }

    @Test
    void everyExampleOfTheTablesComesOutAsItSays() {
        List<String> wrong = new ArrayList<>();
        for (Entry program : CommandTable.entries(true)) {
            for (Entry.Example example : examples(program)) {
                Set<String> found = classify(example.command()).summary();
                if (!found.equals(example.expected())) {
                    wrong.add(example.command() + ": " + example.expected() + " but found " + found);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyEntryHasAnExampleOfItsOwn() {
        List<String> without = CommandTable.entries(true).stream()
                .flatMap(program -> below(program).stream())
                .filter(entry -> entry.subcommands.isEmpty() && entry.families.isEmpty() && entry.examples.isEmpty())
                .map(entry -> entry.names.toString())
                .toList();
        assertThat(without).isEmpty();
    }

    @Test
    void everyProgramHasExamplesThatComeOutDifferently() {
        List<String> alike = CommandTable.entries(true).stream()
                .filter(program -> examples(program).stream()
                                .map(Entry.Example::expected)
                                .distinct()
                                .count()
                        < 2)
                .map(program -> program.names.toString())
                .toList();
        assertThat(alike).isEmpty();
    }

    @Test
    void anUnknownOptionOfAReadingProgramIsAGap() {
        for (String line :
                List.of("cat --no-such x", "grep --no-such x y", "ls --no-such", "kubectl get pods --no-such")) {
            assertThat(classify(line).coverage()).as(line).isEqualTo(Coverage.PARTIAL);
        }
    }

    @Test
    void abbreviatedLongOptionsAreReadAsTheProgramReadsThem() {
        assertThat(classify("sort --outp=x y").summary()).contains("fs.write");
        assertThat(classify("rm --recurs x").summary()).contains("fs.delete.recursive");
        assertThat(classify("tar -cf a --to-comm evil").summary()).contains("exec.opaque");
    }

    @Test
    void anAmbiguousAbbreviationCountsAsAllItCouldMean() {
        RecordingSink sink = classify("rm --r x");
        assertThat(sink.summary()).contains("fs.delete.recursive");
    }

    @Test
    void bundledShortOptionsAreAllSeen() {
        assertThat(classify("rm -vrf x").summary()).containsExactly("fs.delete.recursive");
        assertThat(classify("sort -uo out in").summary()).contains("fs.write");
    }

    @Test
    void nothingBehindADoubleDashIsAnOption() {
        assertThat(classify("cat -- --frob").summary()).containsExactly("fs.read");
    }

    @Test
    void namesOfContextsTellTheEnvironment() {
        assertThat(environment("kubectl delete ns x --context acme-prod")).isEqualTo(Environment.PRODUCTION);
        assertThat(environment("kubectl delete ns x --context minikube")).isEqualTo(Environment.LOCAL);
        assertThat(environment("kubectl delete ns x -n acme-staging")).isEqualTo(Environment.STAGING);
        assertThat(environment("kubectl delete ns x")).isEqualTo(Environment.UNKNOWN);
        assertThat(environment("AWS_PROFILE=acme-dev aws ec2 terminate-instances"))
                .isEqualTo(Environment.DEVELOPMENT);
    }

    private static Environment environment(String line) {
        return classify(line).effects().stream()
                .filter(e -> e.kind() == EffectKind.INFRA_DESTROY)
                .map(Effect::environment)
                .findAny()
                .orElseThrow();
    }

    @Test
    void aWordOfSeveralReadingsIsJudgedByEach() {
        SourceSpan span = new SourceSpan(0, 4);
        Word either = new Word(Word.Form.ONE_OF, "", List.of("get", "delete"), span);
        Command command = new Command(
                "kubectl",
                List.of(either, Word.literal("pods", span)),
                java.util.Map.of(),
                List.of(),
                Command.Input.INHERITED,
                span);
        RecordingSink sink = RecordingSink.plain();
        TABLE.classify(command, sink);
        assertThat(sink.summary()).contains("infra.destroy", "infra.read");
    }

    @Test
    void aSubcommandThatIsNotKnownBeforeItRunsIsAGap() {
        assertThat(classify("kubectl $X pods").isKnownRead()).isFalse();
        assertThat(classify("sort $X").isKnownRead()).isFalse();
        assertThat(classify("cat $X").isKnownRead()).isTrue();
    }

    @Test
    void loadingTheTablesTakesLittleTime() {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            CommandTable.standard();
            best = Math.min(best, System.nanoTime() - start);
        }
        assertThat(best).isLessThan(50_000_000L);
    }

    @Test
    void aTableThatMakesNoSenseIsRefused() {
        for (String text :
                List.of("flags -a", "program x\n  frob y", "program x\n  effect no.such", "program x\n    sub y")) {
            org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                    .as(text)
                    .isThrownBy(() -> read(text));
        }
    }

    private static void read(String text) {
        try {
            new TableReader("test", true).read(new BufferedReader(new StringReader(text)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSubcommandThatNoTableNamesIsNeverARead() {
        List<String> reads = CommandTable.entries(false).stream()
                .filter(Entry::hasSubcommands)
                .flatMap(entry -> entry.names.stream())
                .filter(name -> classify(name + " frobnicate x").isKnownRead())
                .toList();
        // What these take for words are files, or names of what is looked up.
        assertThat(reads).isSubsetOf(LOOKED_UP);
    }

    @Test
    void everyProgramOfTheTablesIsNamedOnce() {
        List<String> names = CommandTable.entries(false).stream()
                .flatMap(e -> e.names.stream())
                .toList();
        Set<String> twice = names.stream()
                .filter(n -> names.indexOf(n) != names.lastIndexOf(n))
                .collect(Collectors.toSet());
        assertThat(twice).isEmpty();
    }
}
