/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.action.SqlAction;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.EnvironmentNames;
import dev.agentgovernance.core.internal.classify.Redirect;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Hands on the statements that a database's own client would send, and judges the commands of the client itself. */
final class DatabaseClient implements Hook {

    /** The clients that have commands and options of the same kind. */
    enum Family {
        POSTGRESQL(SqlAction.Dialect.POSTGRESQL, "-c --command", "-f --file"),
        MYSQL(SqlAction.Dialect.MYSQL, "-e --execute --init-command", ""),
        SQLITE(SqlAction.Dialect.STANDARD, "-cmd", "-init"),
        SQLSERVER(SqlAction.Dialect.SQLSERVER, "-Q -q --query --initial-query", "-i --input-file");

        private final SqlAction.Dialect dialect;
        private final String statements;
        private final String files;

        Family(SqlAction.Dialect dialect, String statements, String files) {
            this.dialect = dialect;
            this.statements = statements;
            this.files = files;
        }
    }

    /** Commands of the clients that only show something. */
    private static final Set<String> SHOWS = Set.of(
            ".tables",
            ".schema",
            ".indexes",
            ".databases",
            ".help",
            ".headers",
            ".header",
            ".mode",
            ".width",
            ".quit",
            ".exit",
            ".show",
            ".stats",
            ".timer",
            ".nullvalue",
            ".separator",
            ".dbinfo",
            ".fullschema",
            ".lint",
            ".dump",
            ".print",
            "\\l",
            "\\x",
            "\\q",
            "\\timing",
            "\\conninfo",
            "\\pset",
            "\\a",
            "\\t",
            "\\z",
            "\\?",
            "\\h",
            "\\encoding",
            "\\echo",
            "\\sf",
            "\\sv",
            "\\errverbose",
            "\\s",
            "\\c",
            "\\connect");

    private final Family family;

    DatabaseClient(Family family) {
        this.family = family;
    }

    @Override
    public void apply(Invocation invocation, EffectSink sink, List<String> environments) {
        List<Word> statements = new ArrayList<>(invocation.valuesOf(family.statements.split(" ", -1)));
        List<Word> words = invocation.words();
        if (family == Family.SQLITE && words.size() > 1) {
            statements.addAll(words.subList(1, words.size()));
        }
        String database = database(invocation, sink, environments);
        for (Word statement : statements) {
            if (statement.isLiteral()) {
                script(statement.text(), database, statement.span(), sink);
            } else {
                unknown("a statement that is not known before it runs", database, statement.span(), sink);
            }
        }
        for (Word file : invocation.valuesOf(family.files.split(" ", -1))) {
            if (!file.is("-")) {
                sink.read(file);
                Optional<String> text = file.isLiteral() ? sink.written(file.text()) : Optional.empty();
                if (text.isPresent()) {
                    script(text.get(), database, file.span(), sink);
                } else {
                    unknown("statements in a file", database, file.span(), sink);
                }
            }
        }
        boolean told = !statements.isEmpty()
                || !invocation.valuesOf(family.files.split(" ", -1)).isEmpty();
        if (!told && !invocation.hasAny("-l", "--list")) {
            input(invocation.command(), database, sink);
        }
    }

    private void input(Command command, String database, EffectSink sink) {
        String text = command.input().text();
        if (command.input().source() == Command.Input.Source.TEXT && text != null) {
            script(text, database, command.span(), sink);
            return;
        }
        List<Word> files = command.redirects().stream()
                .filter(redirect -> redirect.operator().equals("<"))
                .map(Redirect::target)
                .toList();
        Optional<String> written = files.size() == 1 && files.get(0).isLiteral()
                ? sink.written(files.get(0).text())
                : Optional.empty();
        if (written.isPresent()) {
            script(written.get(), database, command.span(), sink);
        } else {
            unknown("statements that are not in the command line", database, command.span(), sink);
        }
    }

    /** Returns what is known of the place, as host and name. */
    private String database(Invocation invocation, EffectSink sink, List<String> environments) {
        if (family == Family.SQLITE) {
            if (!invocation.words().isEmpty()) {
                sink.read(invocation.words().get(0));
            }
            return invocation.words().isEmpty()
                    ? ":memory:"
                    : file(invocation.words().get(0));
        }
        List<String> names = new ArrayList<>(environments);
        for (Word word : invocation.words()) {
            names.add(word.text());
        }
        return String.join("/", names);
    }

    /** Returns the names of a file that is a database; only one below the folder is surely of this workspace. */
    private static String file(Word word) {
        String path = word.text();
        boolean below = word.isLiteral() && !path.startsWith("/") && !path.startsWith("~") && !path.contains("..");
        int slash = path.lastIndexOf('/');
        int dot = path.lastIndexOf('.');
        String name = dot > slash ? path.substring(slash + 1, dot) : path.substring(slash + 1);
        return below ? path + "/" + name : "sqlite:";
    }

    /** Goes through a script line by line, since a command of the client ends with its line. */
    private void script(String text, String database, SourceSpan span, EffectSink sink) {
        StringBuilder statements = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            String stripped = line.strip();
            if (isOwnCommand(stripped)) {
                own(stripped, span, sink);
            } else {
                statements.append(line).append('\n');
                if (line.contains("\\g") && family == Family.POSTGRESQL) {
                    sink.gap(Coverage.PARTIAL, "a command of the client inside a statement", span);
                }
            }
        }
        if (!statements.toString().isBlank()) {
            sink.run(new SqlAction(statements.toString().strip(), family.dialect, database), span);
        }
    }

    private boolean isOwnCommand(String line) {
        return switch (family) {
            case POSTGRESQL -> line.startsWith("\\");
            case SQLITE -> line.startsWith(".");
            case SQLSERVER -> line.startsWith(":") || line.startsWith("!!");
            case MYSQL ->
                line.startsWith("\\")
                        || Set.of("system", "source", "pager", "tee", "delimiter", "edit")
                                .contains(firstWord(line).toLowerCase(Locale.ROOT));
        };
    }

    private static String firstWord(String line) {
        int blank = 0;
        while (blank < line.length() && !Character.isWhitespace(line.charAt(blank))) {
            blank++;
        }
        return line.substring(0, blank);
    }

    private static void own(String line, SourceSpan span, EffectSink sink) {
        String command = firstWord(line);
        boolean shows = SHOWS.contains(command) || (command.startsWith("\\d") && !command.contains("!"));
        if (shows && line.indexOf('|') < 0 && line.indexOf('`') < 0) {
            sink.effect(Effect.of(EffectKind.DB_READ, "", span));
            return;
        }
        sink.effect(Effect.of(EffectKind.EXEC_OPAQUE, "", span));
        sink.gap(Coverage.PARTIAL, "a command of the client that may run or write something", span);
    }

    private static void unknown(String why, String database, SourceSpan span, EffectSink sink) {
        sink.effect(Effect.of(EffectKind.DB_EXECUTE, database, span)
                .withEnvironment(EnvironmentNames.of(sink.settings(), List.of(database.split("/", -1)))));
        sink.gap(Coverage.PARTIAL, why, span);
    }
}
