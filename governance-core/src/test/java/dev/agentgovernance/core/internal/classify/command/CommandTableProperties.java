/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.Commands;
import dev.agentgovernance.core.internal.classify.RecordingSink;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.git.GitCommands;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CommandTableProperties {

    private static final CommandTable TABLE = CommandTable.standard();
    private static final SourceSpan SPAN = new SourceSpan(0, 1);

    private static RecordingSink classify(String program, List<Word> words) {
        RecordingSink sink = RecordingSink.plain();
        TABLE.classify(
                new Command(program, words, Map.of(), List.of(), Command.Input.INHERITED, new SourceSpan(0, 9)), sink);
        return sink;
    }

    @Provide
    Arbitrary<String> programs() {
        return Arbitraries.of(TABLE.programs().stream().sorted().toList());
    }

    @Provide
    Arbitrary<List<Word>> words() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(8),
                Arbitraries.of(
                        "-",
                        "--",
                        "--=",
                        "-x=",
                        "=",
                        "list",
                        "get",
                        "delete",
                        "-f",
                        "--force",
                        "-o",
                        "run",
                        "help",
                        "--help",
                        "+x",
                        "s/a/b/",
                        "{print}",
                        "a:b",
                        "https://x",
                        "-rf",
                        "push",
                        "@x",
                        ""));
        Arbitrary<Word> any = texts.flatMap(text -> Arbitraries.of(Word.Form.values())
                .map(form ->
                        new Word(form, text, form == Word.Form.ONE_OF ? List.of(text, "delete") : List.of(), SPAN)));
        return any.list().ofMaxSize(7);
    }

    /** Examples of read-only commands that stand in the tables. */
    @Provide
    Arbitrary<String> readExamples() {
        List<String> reads = new ArrayList<>();
        Deque<Entry> open = new ArrayDeque<>(CommandTable.entries(true));
        while (!open.isEmpty()) {
            Entry entry = open.pop();
            Collection<Entry> below = entry.subcommands.values();
            below.forEach(open::push);
            entry.families.values().forEach(open::push);
            for (Entry.Example example : entry.examples) {
                RecordingSink sink = RecordingSink.plain();
                Command command = Commands.of(example.command());
                TABLE.classify(command, sink);
                boolean help = command.arguments().stream()
                        .anyMatch(w -> w.is("--help") || w.is("--version") || w.is("-version"));
                if (sink.isKnownRead() && !help) {
                    reads.add(example.command());
                }
            }
        }
        return Arbitraries.of(reads.stream().distinct().toList());
    }

    // INVARIANT: no words make a table fail.
    @Property(tries = 20_000)
    void neverFails(@ForAll("programs") String program, @ForAll("words") List<Word> words) {
        RecordingSink sink = classify(program, words);
        boolean answered = !sink.effects().isEmpty() || !sink.nested().isEmpty() || sink.coverage() != Coverage.KNOWN;
        assertThat(answered || !words.isEmpty()).as(program).isTrue();
    }

    // INVARIANT: the same words always give the same answer.
    @Property
    void givesTheSameAnswerAgain(@ForAll("programs") String program, @ForAll("words") List<Word> words) {
        assertThat(classify(program, words).summary())
                .isEqualTo(classify(program, words).summary());
    }

    // INVARIANT: a word behind an action that is not a read never turns it into a known read, unless it asks for help,
    // for a rehearsal, or for a list instead.
    @Property(tries = 5_000)
    void aFileNameMoreNeverMakesAWriteARead(@ForAll("programs") String program, @ForAll("words") List<Word> words) {
        List<Word> known = words.stream()
                .filter(w -> w.isLiteral() && !w.text().startsWith("-"))
                .toList();
        RecordingSink before = classify(program, known);
        List<Word> more = new ArrayList<>(known);
        more.add(Word.literal("some/file.txt", SPAN));
        // A last option that lacks its value takes the file name for one: it is a whole command only then.
        boolean whole = !before.gaps().contains("an option without its value");
        if (!before.isKnownRead() && !known.isEmpty() && whole) {
            assertThat(classify(program, more).isKnownRead())
                    .as("%s %s", program, known.stream().map(Word::text).toList())
                    .isFalse();
        }
    }

    // INVARIANT: an option that no table knows never leaves a read fully understood, except where the table says that
    // options are parameters.
    @Property
    void anUnknownOptionIsNeverWavedThrough(@ForAll("readExamples") String line) {
        RecordingSink sink = RecordingSink.plain();
        Command command = Commands.of(line);
        List<Word> more = new ArrayList<>(command.arguments());
        int dashes = more.stream().map(Word::text).toList().indexOf("--");
        more.add(dashes < 0 ? more.size() : dashes, Word.literal("--zz-no-such-option", SPAN));
        TABLE.classify(
                new Command(command.program(), more, Map.of(), List.of(), command.input(), command.span()), sink);
        Entry entry = entry(command);
        if (!entry.open && entry.rest == null) {
            assertThat(sink.isKnownRead()).as(line).isFalse();
        }
    }

    private static Entry entry(Command command) {
        Entry program = CommandTable.entries(false).stream()
                .filter(e -> e.names.contains(command.program()))
                .findAny()
                .orElseThrow();
        Invocation invocation = new ArgumentParser(program, command, RecordingSink.plain()).parse();
        return invocation == null ? program : invocation.entry();
    }

    // INVARIANT: no words make the reading of git fail.
    @Property(tries = 5_000)
    void gitNeverFails(@ForAll("words") List<Word> words) {
        RecordingSink sink = RecordingSink.plain();
        new GitCommands()
                .classify(
                        new Command("git", words, Map.of(), List.of(), Command.Input.INHERITED, new SourceSpan(0, 9)),
                        sink);
        assertThat(sink.effects()).isNotEmpty();
    }

    // INVARIANT: a flag that destroys is seen wherever it stands.
    @Property
    void aDestructiveFlagNeverLeavesARead(@ForAll("words") List<Word> words) {
        List<Word> literal = words.stream()
                .filter(w ->
                        w.isLiteral() && !w.text().startsWith("-") && !w.text().isEmpty())
                .toList();
        for (int i = 0; i <= literal.size(); i++) {
            List<Word> push = new ArrayList<>(literal);
            push.add(i, Word.literal("--force", SPAN));
            push.add(0, Word.literal("push", SPAN));
            RecordingSink sink = RecordingSink.plain();
            new GitCommands()
                    .classify(
                            new Command(
                                    "git", push, Map.of(), List.of(), Command.Input.INHERITED, new SourceSpan(0, 9)),
                            sink);
            assertThat(sink.isKnownRead()).isFalse();
            List<Word> remove = new ArrayList<>(literal);
            remove.add(i, Word.literal("-rf", SPAN));
            remove.add(Word.literal("x", SPAN));
            assertThat(classify("rm", remove).summary()).contains("fs.delete.recursive");
        }
    }
}
