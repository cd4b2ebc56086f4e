/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import dev.agentgovernance.benchmarks.JmhResults.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Writes results as tables of Markdown. A table of which every figure is missing is left out. */
final class FigureTables {
    /** A row of a table: what it is called, and the benchmark. */
    private record Row(String title, String benchmark, List<String> params) {

        Row(String title, String benchmark, String... params) {
            this(title, benchmark, List.of(params));
        }
    }

    private static final List<Row> INPUTS = List.of(
            new Row("a string", "ThroughputBenchmark.string"),
            new Row("bytes", "ThroughputBenchmark.bytes"),
            new Row("a reader", "ThroughputBenchmark.reader"),
            new Row("a session fed 8 Ki characters at a time", "ThroughputBenchmark.chunks"),
            new Row("a string, two threads", "ThroughputBenchmark.twoThreads"),
            new Row("a string, redacted", "ThroughputBenchmark.redacted"),
            new Row("a stream of bytes, redacted", "ThroughputBenchmark.redactedStream"));

    /** The detector first: the chart takes these rows too. */
    private static final List<Row> CONTENDERS = List.of(
            new Row("**the whole detector**", "ThroughputBenchmark.string"),
            new Row("keywords only: Hyperscan, Java wrapper", "KeywordBenchmark.keywords", "library=HYPERSCAN"),
            new Row("keywords only: double-array trie", "KeywordBenchmark.keywords", "library=DOUBLE_ARRAY_TRIE"),
            new Row("keywords only: org.ahocorasick", "KeywordBenchmark.keywords", "library=AHOCORASICK"),
            new Row("expressions: Hyperscan, Java wrapper", "RuleBenchmark.kinds", "way=HYPERSCAN_EXPRESSIONS"),
            new Row("expressions: trie, then RE2/J on windows", "RuleBenchmark.kinds", "way=RE2J_ON_WINDOWS"),
            new Row("expressions: java.util.regex, one by one", "RuleBenchmark.kinds", "way=JDK_PER_RULE"),
            new Row("expressions: RE2/J, one by one", "RuleBenchmark.kinds", "way=RE2J_PER_RULE"));

    private static final List<Row> VECTORS = List.of(
            new Row("JDK 25", "VectorBenchmark.plain"),
            new Row("JDK 25 with the module of the Vector API", "VectorBenchmark.vectors"));

    private final JmhResults jmh;
    private final SideBySideResults processes;
    private final StringBuilder text = new StringBuilder();

    FigureTables(JmhResults jmh, SideBySideResults processes) {
        this.jmh = jmh;
        this.processes = processes;
    }

    /** A bar of a chart. */
    record Bar(String title, double value) {}

    /** Returns what the chart shows of a corpus: the detector and its contenders. */
    List<Bar> bars(Corpus corpus) {
        List<Bar> bars = new ArrayList<>();
        for (Row row : CONTENDERS) {
            OptionalDouble value = megabytes(row, corpus);
            value.ifPresent(megabytes -> bars.add(new Bar(row.title().replace("*", ""), megabytes)));
        }
        return bars;
    }

    private OptionalDouble megabytes(Row row, Corpus corpus) {
        List<String> params = new ArrayList<>(row.params());
        params.add("corpus=" + corpus.name());
        return jmh.megabytes(row.benchmark(), params.toArray(String[]::new));
    }

    /** Returns all tables. */
    String markdown() {
        text.setLength(0);
        corpora("MB a second of the whole detector, by what it is given", INPUTS);
        twoThreads();
        corpora("MB a second beside what others do with the same texts, on one thread", CONTENDERS);
        corpora("MB a second of the whole detector on a JDK 25, a string", VECTORS);
        small();
        lines(
                "MB a second of Java sources by the number of keywords",
                "keywords",
                List.of("300", "600", "1200", "3000", "6000"),
                Function.identity(),
                List.of(
                        new Row("the whole detector", "GrowthBenchmark.detector", "keywords"),
                        new Row("keywords only: Hyperscan", "GrowthBenchmark.hyperscanKeywords", "keywords")));
        lines(
                "MB a second of transcripts by the distance of secrets",
                "one secret in",
                List.of("0", "1048576", "65536", "4096", "1024"),
                distance -> distance.equals("0") ? "none" : Integer.parseInt(distance) / 1024 + " KiB",
                List.of(new Row("the whole detector", "DensityBenchmark.detector", "distance")));
        startUp();
        decide();
        policy();
        wholeProcesses();
        return text.toString();
    }

    private void corpora(String title, List<Row> rows) {
        Table table = new Table(title, "");
        for (Corpus corpus : Corpus.values()) {
            table.column(corpus.fileName());
        }
        for (Row row : rows) {
            List<OptionalDouble> values = new ArrayList<>();
            for (Corpus corpus : Corpus.values()) {
                values.add(megabytes(row, corpus));
            }
            table.row(row.title(), values);
        }
        table.write();
    }

    private void twoThreads() {
        Table table = new Table("What two threads do, in percent of what one does", "").column("percent");
        for (TwoThreadsBenchmark.Work work : TwoThreadsBenchmark.Work.values()) {
            String param = "work=" + work.name();
            OptionalDouble one = jmh.score("TwoThreadsBenchmark.one", param);
            OptionalDouble two = jmh.score("TwoThreadsBenchmark.two", param);
            boolean both = one.isPresent() && two.isPresent() && one.getAsDouble() > 0;
            table.row(
                    work.title(),
                    List.of(
                            both
                                    ? OptionalDouble.of(100 * two.getAsDouble() / one.getAsDouble())
                                    : OptionalDouble.empty()));
        }
        table.write();
    }

    private void lines(
            String title, String corner, List<String> values, Function<String, String> label, List<Row> rows) {
        Table table = new Table(title, corner);
        values.forEach(value -> table.column(label.apply(value)));
        for (Row row : rows) {
            table.row(
                    row.title(),
                    values.stream()
                            .map(value ->
                                    jmh.megabytes(row.benchmark(), row.params().get(0) + "=" + value))
                            .toList());
        }
        table.write();
    }

    private void small() {
        Table table = new Table("Nanoseconds for one input, and bytes that are allocated for it", "");
        table.column("command, 200 characters")
                .column("bytes")
                .column("JSON, 400 characters")
                .column("bytes")
                .column("transcript, 1 Mi characters")
                .column("bytes");
        List<Row> rows = List.of(
                new Row("**the whole detector**", "SmallInputBenchmark.detector"),
                new Row("redacted", "SmallInputBenchmark.redacted"),
                new Row("keywords only: Hyperscan", "SmallInputBenchmark.hyperscanKeywords"),
                new Row("keywords only: double-array trie", "SmallInputBenchmark.trieKeywords"),
                new Row("expressions: trie, then RE2/J on windows", "SmallInputBenchmark.re2jOnWindows"));
        for (Row row : rows) {
            List<OptionalDouble> values = new ArrayList<>();
            for (String input : List.of("COMMAND", "JSON", "TRANSCRIPT")) {
                values.add(jmh.score(row.benchmark(), "input=" + input));
                values.add(jmh.value(Figure::allocated, row.benchmark(), "input=" + input));
            }
            table.row(row.title(), values);
        }
        table.write();
    }

    private void startUp() {
        Table table = new Table("Milliseconds of the first use in a new process: building, and one command", "");
        table.column("ms");
        List.of(
                        new Row("**the whole detector**", "StartUpBenchmark.detector"),
                        new Row("keywords only: Hyperscan", "StartUpBenchmark.hyperscan"),
                        new Row("keywords only: double-array trie", "StartUpBenchmark.doubleArrayTrie"),
                        new Row("keywords only: org.ahocorasick", "StartUpBenchmark.ahocorasick"),
                        new Row("expressions: RE2/J, one by one (not searched)", "StartUpBenchmark.re2j"))
                .forEach(row -> table.row(row.title(), List.of(jmh.score(row.benchmark()))));
        table.write();
    }

    private void decide() {
        Table table = new Table("Microseconds of a decision", "");
        table.column("decide")
                .column("half within")
                .column("99 % within")
                .column("classify")
                .column("deny list of 15 expressions");
        for (String command : List.of("read", "push", "pipeline", "nested", "script")) {
            String param = "command=" + command;
            table.row(
                    command,
                    List.of(
                            jmh.score("DecideBenchmark.decide", param),
                            jmh.percentile("50.0", "DecideBenchmark.decide", param),
                            jmh.percentile("99.0", "DecideBenchmark.decide", param),
                            jmh.score("DecideBenchmark.classify", param),
                            jmh.score("DecideBenchmark.regexDenyList", param)));
        }
        table.write();
    }

    private void policy() {
        Table table = new Table("Microseconds of a question to so many rules, on average", "rules");
        List<String> numbers = List.of("10", "100", "1000", "10000");
        numbers.forEach(table::column);
        List.of(
                        new Row("**a ruling of a policy**", "PolicyBenchmark.policy"),
                        new Row("jCasbin", "PolicyBenchmark.casbin"),
                        new Row("CEL, one expression a rule", "PolicyBenchmark.cel"),
                        new Row("a whole decision under the policy, on record", "PolicyBenchmark.decide"))
                .forEach(row -> table.row(
                        row.title(),
                        numbers.stream()
                                .map(rules -> jmh.score(row.benchmark(), "rules=" + rules))
                                .toList()));
        for (String percent : List.of("50.0", "99.0")) {
            table.row(
                    "such a decision: " + (percent.equals("50.0") ? "half" : "99 %") + " of them within",
                    numbers.stream()
                            .map(rules -> jmh.percentile(percent, "PolicyBenchmark.decide", "rules=" + rules))
                            .toList());
        }
        table.write();
    }

    private void wholeProcesses() {
        for (String tree : List.of("part", "whole")) {
            List<SideBySideResults.Run> runs = processes.runs().stream()
                    .filter(run -> run.tree().equals(tree))
                    .toList();
            if (runs.isEmpty()) {
                continue;
            }
            String size = number(runs.get(0).megabytes());
            text.append("**Whole processes over ")
                    .append(tree.equals("part") ? "every 64th file" : "all files")
                    .append(" of the corpora, ")
                    .append(size)
                    .append(
                            " MB**\n\n| | MB a second of CPU time | CPU s | wall s | findings |\n| --- | --- | --- | --- | --- |\n");
            for (SideBySideResults.Run run : runs) {
                String version = processes.versions().getOrDefault(run.tool(), "");
                text.append("| ")
                        .append(run.tool().equals("governance") ? "**governance scan**" : run.tool())
                        .append(version.isEmpty() ? "" : " " + version)
                        .append(" | ")
                        .append(run.finished() ? number(run.pace()) : "")
                        .append(" | ")
                        .append(run.finished() ? number(run.cpuSeconds()) : "")
                        .append(" | ")
                        .append(run.finished() ? number(run.wallSeconds()) : "not done in " + number(run.wallSeconds()))
                        .append(" | ")
                        .append(run.tool().equals("read") || !run.finished() ? "" : run.findings())
                        .append(" |\n");
            }
            text.append('\n');
        }
        if (!processes.missing().isEmpty()) {
            text.append("Not there: ")
                    .append(String.join("; ", processes.missing()))
                    .append(".\n\n");
        }
    }

    /** Returns a figure with as many digits as it deserves. */
    static String number(double value) {
        if (value < 0) {
            return "";
        }
        String form = value >= 10 ? "%,.0f" : value >= 1 ? "%.1f" : value >= 0.005 ? "%.2f" : "%.1g";
        return String.format(Locale.ROOT, value == 0 ? "%.0f" : form, value);
    }

    /** A table in the making. */
    private final class Table {
        private final String title;
        private final StringBuilder head;
        private final StringBuilder rows = new StringBuilder();
        private int columns = 1;

        private Table(String title, String corner) {
            this.title = title;
            head = new StringBuilder("| ").append(corner).append(" |");
        }

        private Table column(String name) {
            head.append(' ').append(name).append(" |");
            columns++;
            return this;
        }

        private void row(String name, List<OptionalDouble> values) {
            if (values.stream().noneMatch(OptionalDouble::isPresent)) {
                return;
            }
            rows.append("| ").append(name).append(" |");
            for (OptionalDouble value : values) {
                rows.append(' ')
                        .append(value.isPresent() ? number(value.getAsDouble()) : "")
                        .append(" |");
            }
            rows.append('\n');
        }

        private void write() {
            if (!rows.isEmpty()) {
                text.append("**").append(title).append("**\n\n").append(head).append('\n');
                text.append("|")
                        .append(" --- |".repeat(columns))
                        .append('\n')
                        .append(rows)
                        .append('\n');
            }
        }
    }
}
