/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.DestructiveNames;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.WorkingTree;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hooks by the names that tables use, and the short ones among them. */
final class Hooks {

    private static final List<String> SSH_PROGRAMS =
            List.of("proxycommand", "localcommand", "permitlocalcommand", "knownhostscommand", "proxyusefdpass");

    /** Endings of files that are filled so when they are made. */
    private static final Set<String> IMAGES = Set.of(".img", ".iso", ".raw", ".qcow2", ".swap");

    /** Variables of makefiles that name a program. */
    private static final Set<String> TOOLS = Set.of(
            "CC", "CXX", "CPP", "LD", "AR", "AS", "NM", "RM", "CP", "MV", "INSTALL", "PYTHON", "NODE", "GO", "CARGO",
            "SED", "AWK", "PERL", "RUBY", "JAVA", "JAVAC", "NPM", "DOCKER", "KUBECTL", "HELM", "GIT", "CURL", "TAR",
            "LEX", "YACC");

    private static final List<String> TEST_SETTINGS =
            List.of("RAILS_ENV", "RACK_ENV", "MIX_ENV", "NODE_ENV", "APP_ENV", "FLASK_ENV");

    private Hooks() {}

    /**
     * Returns the hook with a name; made at each call, so that a process pays for those it needs only.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Hook named(String name) {
        return switch (name) {
            case "awk" -> new AwkProgram();
            case "sed" -> new SedScript();
            case "dd" -> Hooks::dd;
            case "inner" -> InnerCommands::report;
            case "task" -> Hooks::task;
            case "goals" -> (invocation, sink, environments) -> DestructiveWords.words(invocation, sink);
            case "behind-dashes" -> Hooks::behindDashes;
            case "kill" -> Hooks::kill;
            case "make" -> Hooks::make;
            case "tee" -> Hooks::tee;
            case "lookup" -> Lookups::report;
            case "container" -> Containers::report;
            case "image-build" -> Containers::image;
            case "container-copy" -> Containers::copy;
            case "service-run" -> Containers::service;
            case "move" -> Moves::report;
            case "scripts" -> ManifestScripts::report;
            case "lifecycle" -> ProjectTasks::lifecycle;
            case "ssh" -> Hooks::ssh;
            case "fzf" -> FinderKeys::apply;
            case "remote-copy" -> Hooks::remoteCopy;
            case "editor" -> Hooks::editor;
            case "curl" -> new Curl();
            case "wget" -> HttpPrograms::wget;
            case "httpie" -> HttpPrograms::httpie;
            case "forge-api" -> HttpPrograms::forgeApi;
            case "mongo" -> new MongoShell();
            case "psql" -> new DatabaseClient(DatabaseClient.Family.POSTGRESQL);
            case "mysql" -> new DatabaseClient(DatabaseClient.Family.MYSQL);
            case "sqlite" -> new DatabaseClient(DatabaseClient.Family.SQLITE);
            case "sqlcmd" -> new DatabaseClient(DatabaseClient.Family.SQLSERVER);
            default -> throw new IllegalArgumentException("no hook is called " + name);
        };
    }

    /** Tells whether a word has dd read zeros, noise or nothing: what is overwritten so is gone. */
    private static boolean isEndless(String word) {
        return word.startsWith("if=/dev/")
                && Set.of("null", "zero", "full", "random", "urandom").contains(word.substring("if=/dev/".length()));
    }

    private static void dd(Invocation invocation, EffectSink sink, List<String> environments) {
        for (Word word : invocation.words()) {
            if (word.text().startsWith("of=")) {
                Word target = rest(word, 3);
                boolean device =
                        target.text().startsWith("/dev/") && !target.text().equals("/dev/null");
                boolean nothing = invocation.words().stream().anyMatch(w -> isEndless(w.text()))
                        || invocation.command().redirects().stream()
                                .anyMatch(from -> from.operator().equals("<")
                                        && isEndless("if=" + from.target().text()));
                boolean image = IMAGES.stream().anyMatch(target.text()::endsWith);
                if (device) {
                    sink.effect(Effect.of(EffectKind.FS_DEVICE, target.text(), word.span()));
                } else if (nothing && !(image && target.isLiteral())) {
                    sink.empty(target);
                } else {
                    sink.write(target);
                }
            } else if (word.text().startsWith("if=")) {
                sink.read(rest(word, 3));
            } else if (!word.isLiteral() && word.text().indexOf('=') < 0) {
                sink.gap(Coverage.PARTIAL, "a word that is not known before it runs", word.span());
            }
        }
    }

    /** A process that is named by a number, or found by its port, is one; whatever else is worked out may be any. */
    private static void kill(Invocation invocation, EffectSink sink, List<String> environments) {
        List<Word> arguments = invocation.command().arguments();
        if (arguments.stream().skip(1).anyMatch(word -> word.is("-1"))) {
            // All processes there are.
            sink.effect(Effect.of(
                    EffectKind.SERVICE_CONTROL, "", invocation.command().span()));
        }
        for (Word word : invocation.words()) {
            boolean number = word.form() == Word.Form.GLOB && word.text().equals("[0-9]*");
            boolean name = word.isLiteral() && word.text().chars().anyMatch(c -> c >= 'a' && c <= 'z');
            if ((!word.isLiteral() && !number) || (name && !word.text().startsWith("%"))) {
                sink.gap(Coverage.PARTIAL, "which processes is only known when it runs", word.span());
            }
        }
    }

    private static void tee(Invocation invocation, EffectSink sink, List<String> environments) {
        Command command = invocation.command();
        String text = command.input().text();
        boolean nothing = (text != null && text.isBlank())
                || command.redirects().stream()
                        .anyMatch(redirect -> redirect.operator().equals("<")
                                && redirect.target().is("/dev/null"));
        boolean empties = nothing && !invocation.hasAny("-a", "--append");
        for (Word word : invocation.words()) {
            if (empties) {
                sink.empty(word);
            } else if (!word.is("-")) {
                sink.write(word);
            }
        }
    }

    /** What runs behind {@code --}; without it, the words behind the subcommand. */
    private static void behindDashes(Invocation invocation, EffectSink sink, List<String> environments) {
        List<Word> arguments = invocation.command().arguments();
        int from = 1;
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).is("--")) {
                from = i + 1;
                break;
            }
        }
        List<Word> rest = arguments.subList(Math.min(from, arguments.size()), arguments.size());
        if (!rest.isEmpty()) {
            sink.run(Action.shell(ShellText.of(rest)), ShellText.span(rest));
        }
    }

    /** Returns a word without its first characters, with the same knowledge of it. */
    static Word rest(Word word, int from) {
        return new Word(word.form(), word.text().substring(from), word.choices(), word.span());
    }

    /** Reports files that hold a program for the one that is started. */
    static void script(List<Word> files, EffectSink sink) {
        for (Word file : files) {
            sink.read(file);
            sink.effect(Effect.of(EffectKind.EXEC_SCRIPT, "", file.span()));
            if (WorkingTree.isOutside(file, sink)) {
                sink.gap(
                        Coverage.PARTIAL,
                        "a program from outside the tree runs, and it was not looked into",
                        file.span());
            }
        }
    }

    /** Judges the names of tasks that a project gives itself: one called "deploy" is taken at its word. */
    private static void task(Invocation invocation, EffectSink sink, List<String> environments) {
        ProjectTasks.report(invocation, sink);
        boolean tests = isForTests(invocation);
        boolean drafts = false;
        for (Word word : invocation.words()) {
            String name = word.text().toLowerCase(Locale.ROOT);
            if (isCount(word) || onlyShows(invocation)) {
                continue;
            }
            if (!word.isLiteral()) {
                sink.gap(Coverage.PARTIAL, "a task that is not known before it runs", word.span());
            } else if (name.contains("deploy") || name.contains("rollback") || name.contains("promote")) {
                named(EffectKind.DEPLOY, word, sink);
            } else if (name.contains("publish") || name.contains("release")) {
                named(EffectKind.PACKAGE_PUBLISH, word, sink);
            } else if (!tests
                    && !drafts
                    && !DestructiveNames.isOfTests(word.text())
                    && ((name.contains("migrat") && !onlyTells(name)) || DestructiveNames.isVerb(word.text()))) {
                named(EffectKind.EXEC_SCRIPT, word, sink);
            }
            // What stands behind is the name of what is written.
            drafts |= Set.of("generate", "g").contains(name)
                    && invocation.command().program().equals("rails");
        }
    }

    /** Tells whether the settings for tests are chosen, by which frameworks take a database of their own. */
    private static boolean isForTests(Invocation invocation) {
        return TEST_SETTINGS.stream()
                .anyMatch(name -> invocation.words().stream()
                                .anyMatch(
                                        word -> word.isLiteral() && word.text().equals(name + "=test"))
                        || isTest(invocation.command().environment().get(name)));
    }

    private static boolean isTest(@Nullable Word value) {
        return value != null && value.isLiteral() && value.text().equals("test");
    }

    /** Tells whether a build is asked to say what it would do. */
    private static boolean onlyShows(Invocation invocation) {
        return invocation.command().program().endsWith("make")
                && invocation.hasAny("-n", "--dry-run", "--just-print", "--recon");
    }

    /** Tells whether the name of a task about migrations says that it only shows or drafts them. */
    private static boolean onlyTells(String name) {
        String last = name.substring(name.lastIndexOf(':') + 1);
        return Set.of("status", "list", "show", "current", "latest", "generate", "diff", "up-to-date")
                        .contains(last)
                || name.contains(".gen.")
                || name.endsWith(".migrations");
    }

    private static void named(EffectKind kind, Word word, EffectSink sink) {
        sink.effect(Effect.of(kind, word.text(), word.span()));
        sink.gap(Coverage.PARTIAL, "a task of the project is judged by its name", word.span());
    }

    private static void make(Invocation invocation, EffectSink sink, List<String> environments) {
        for (Word word : invocation.words()) {
            int equals = word.text().indexOf('=');
            String name = equals < 0 ? "" : word.text().substring(0, equals).strip();
            boolean runs = name.endsWith("!")
                    || name.endsWith("SHELL")
                    || name.endsWith("SHELLFLAGS")
                    || name.startsWith("MAKE")
                    || word.text().contains("$(shell")
                    || word.text().contains("${shell");
            if (runs || !(word.isLiteral() || isCount(word))) {
                sink.effect(Effect.of(EffectKind.EXEC_OPAQUE, "", word.span()));
                sink.gap(Coverage.PARTIAL, "a variable that changes what is run", word.span());
            } else if (equals > 0) {
                variable(name, Hooks.rest(word, equals + 1), invocation, sink);
            }
        }
        task(invocation, sink, environments);
    }

    /** Tells whether a word gives a number of jobs that is worked out. */
    private static boolean isCount(Word word) {
        return word.form() == Word.Form.GLOB && word.text().equals(ArgumentParser.NUMBER);
    }

    /** A variable of a makefile: a program with its words, or the folder into which things are installed. */
    private static void variable(String name, Word value, Invocation invocation, EffectSink sink) {
        if (value.text().indexOf(' ') > 0 && !name.endsWith("FLAGS")) {
            sink.task(value.text(), value.span());
        }
        boolean installs =
                invocation.words().stream().anyMatch(word -> word.text().contains("install"));
        boolean folder = name.equalsIgnoreCase("DESTDIR")
                || name.toLowerCase(Locale.ROOT).endsWith("prefix");
        if (installs && folder) {
            sink.write(value);
        }
        boolean starts = TOOLS.contains(name)
                && WorkingTree.isOutside(value, sink)
                && !value.text().startsWith("/usr/");
        if (starts) {
            sink.effect(Effect.of(EffectKind.EXEC_OPAQUE, value.text(), value.span()));
            sink.gap(Coverage.PARTIAL, "a variable that changes what is run", value.span());
        }
    }

    private static void ssh(Invocation invocation, EffectSink sink, List<String> environments) {
        for (Word option : invocation.values("-o")) {
            String lower = option.text().toLowerCase(Locale.ROOT).stripLeading();
            if (!option.isLiteral() || SSH_PROGRAMS.stream().anyMatch(lower::startsWith)) {
                sink.effect(Effect.of(EffectKind.EXEC_OPAQUE, "", option.span()));
                sink.gap(Coverage.PARTIAL, "an option that may run a program", option.span());
            }
        }
    }

    /** Tells the words of scp and rsync that name another machine from those that name files here. */
    private static void remoteCopy(Invocation invocation, EffectSink sink, List<String> environments) {
        List<Word> words = invocation.words();
        boolean tries = invocation.command().program().equals("rsync") && invocation.hasAny("-n", "--dry-run");
        if (tries && words.stream().noneMatch(word -> isRemote(word.text()))) {
            words.forEach(sink::list);
            return;
        }
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean target = i == words.size() - 1 && words.size() > 1;
            if (isRemote(word.text())) {
                // A dry run only compares what is on both sides.
                boolean sends = target && !invocation.hasAny("-n", "--dry-run");
                EffectKind kind = sends ? EffectKind.NET_SEND : EffectKind.NET_FETCH;
                sink.effect(Effect.of(kind, word.text(), word.span()));
            } else if (target) {
                sink.write(word);
            } else {
                sink.read(word);
            }
        }
        if (words.isEmpty() || words.size() == 1) {
            return;
        }
        boolean deletes = invocation.options().keySet().stream()
                .anyMatch(o -> o.startsWith("--delete") || o.equals("--del") || o.equals("--remove-source-files"));
        if (deletes && !invocation.hasAny("-n", "--dry-run")) {
            Word target = words.get(words.size() - 1);
            if (!isRemote(target.text()) && !invocation.has("--remove-source-files")) {
                sink.delete(target, true);
            } else {
                sink.effect(Effect.of(EffectKind.FS_DELETE_RECURSIVE, target.text(), target.span()));
            }
        }
    }

    private static boolean isRemote(String word) {
        int colon = word.indexOf(':');
        int slash = word.indexOf('/');
        return colon > 0 && (slash < 0 || colon < slash || word.contains("://"));
    }

    /** Editors run commands that stand in their words, and edit what else is named. */
    private static void editor(Invocation invocation, EffectSink sink, List<String> environments) {
        boolean commands = invocation.hasAny("-c", "--cmd", "-S", "-s", "-u", "--eval", "--load", "-l", "--execute")
                || invocation.words().stream().anyMatch(w -> w.text().startsWith("+"))
                || (invocation.command().input().source() != Command.Input.Source.INHERITED
                        && !invocation.words().isEmpty());
        if (commands) {
            sink.effect(
                    Effect.of(EffectKind.EXEC_OPAQUE, "", invocation.command().span()));
            sink.gap(
                    Coverage.PARTIAL,
                    "commands for an editor",
                    invocation.command().span());
        }
        invocation.words().stream().filter(w -> !w.text().startsWith("+")).forEach(sink::write);
    }
}
