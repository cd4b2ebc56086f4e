/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The hooks by the names that tables use, and the short ones among them. */
final class Hooks {

    private static final List<String> HOST_FOLDERS = List.of(
            "/etc", "/var/run", "/run", "/proc", "/sys", "/dev", "/boot", "/root", "/usr", "/bin", "/lib", "/var/lib");
    private static final Set<String> HOST_OPTIONS = Set.of("host", "all", "sys_admin", "cap_sys_admin", "sys_ptrace");
    private static final List<String> SSH_PROGRAMS =
            List.of("proxycommand", "localcommand", "permitlocalcommand", "knownhostscommand", "proxyusefdpass");

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
            case "make" -> Hooks::make;
            case "container" -> Hooks::container;
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

    private static void dd(Invocation invocation, EffectSink sink, List<String> environments) {
        for (Word word : invocation.words()) {
            if (word.text().startsWith("of=")) {
                Word target = rest(word, 3);
                boolean device =
                        target.text().startsWith("/dev/") && !target.text().equals("/dev/null");
                boolean nothing = invocation.words().stream().anyMatch(w -> w.is("if=/dev/null"));
                if (device) {
                    sink.effect(Effect.of(EffectKind.FS_DEVICE, target.text(), word.span()));
                } else if (nothing) {
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

    /** Returns a word without its first characters, with the same knowledge of it. */
    static Word rest(Word word, int from) {
        return new Word(word.form(), word.text().substring(from), word.choices(), word.span());
    }

    /** Judges the names of tasks that a project gives itself: one called "deploy" is taken at its word. */
    private static void task(Invocation invocation, EffectSink sink, List<String> environments) {
        ProjectTasks.report(invocation, sink);
        for (Word word : invocation.words()) {
            String name = word.text().toLowerCase(Locale.ROOT);
            if (!word.isLiteral()) {
                sink.gap(Coverage.PARTIAL, "a task that is not known before it runs", word.span());
            } else if (name.contains("deploy") || name.contains("rollback") || name.contains("promote")) {
                named(EffectKind.DEPLOY, word, sink);
            } else if (name.contains("publish") || name.contains("release")) {
                named(EffectKind.PACKAGE_PUBLISH, word, sink);
            } else if ((name.contains("migrat") && !onlyTells(name)) || DestructiveWords.isVerb(word.text())) {
                named(EffectKind.EXEC_SCRIPT, word, sink);
            }
        }
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
            if (runs || !word.isLiteral()) {
                sink.effect(Effect.of(EffectKind.EXEC_OPAQUE, "", word.span()));
                sink.gap(Coverage.PARTIAL, "a variable that changes what is run", word.span());
            }
        }
        task(invocation, sink, environments);
    }

    private static void container(Invocation invocation, EffectSink sink, List<String> environments) {
        for (Word mount : invocation.valuesOf("-v", "--volume", "--mount")) {
            String source = source(mount.text());
            String home = sink.settings().homeDirectory();
            boolean host = source.equals("/")
                    || (!home.isEmpty() && (source.equals(home) || source.equals(home + "/")))
                    || source.contains("docker.sock")
                    || source.equals("/home")
                    || source.equals("~")
                    || source.equals("~/")
                    || HOST_FOLDERS.stream().anyMatch(f -> source.equals(f) || source.startsWith(f + "/"));
            if (host) {
                sink.effect(Effect.of(EffectKind.CONTAINER_ESCAPE, image(invocation), mount.span()));
            } else if (source.startsWith("/") || source.startsWith("~") || source.startsWith("../")) {
                mounted(source, mount, sink);
            }
        }
        List<Word> spaces = invocation.valuesOf(
                "--pid", "--ipc", "--uts", "--userns", "--network", "--net", "--cap-add", "--security-opt", "--device");
        for (Word space : spaces) {
            String value = space.text().toLowerCase(Locale.ROOT);
            boolean device = invocation.values("--device").contains(space);
            if (device || HOST_OPTIONS.contains(value) || value.contains("unconfined")) {
                sink.effect(Effect.of(EffectKind.CONTAINER_ESCAPE, image(invocation), space.span()));
            }
        }
        if (invocation.has("--privileged")) {
            sink.effect(Effect.of(
                    EffectKind.CONTAINER_ESCAPE,
                    image(invocation),
                    invocation.command().span()));
        }
    }

    /** Returns what a container is made of, as far as the words say it. */
    private static String image(Invocation invocation) {
        List<Word> words = invocation.words();
        return words.isEmpty() || !words.get(0).isLiteral() ? "" : words.get(0).text();
    }

    /** A container may do anything with a folder that is handed to it, or read it where it may do no more. */
    private static void mounted(String source, Word mount, EffectSink sink) {
        String text = mount.text();
        boolean readOnly = text.endsWith(":ro")
                || text.contains(":ro,")
                || text.contains(",ro,")
                || text.endsWith(",ro")
                || text.contains(",readonly")
                || text.contains("readonly,");
        Word folder = new Word(mount.isLiteral() ? Word.Form.LITERAL : mount.form(), source, List.of(), mount.span());
        sink.glimpse(folder);
        sink.glimpse(Word.literal(source + "/x", mount.span()));
        if (!readOnly) {
            sink.write(folder);
        }
    }

    private static String source(String mount) {
        for (String part : mount.split(",", -1)) {
            if (part.startsWith("source=") || part.startsWith("src=")) {
                return part.substring(part.indexOf('=') + 1);
            }
        }
        int colon = mount.indexOf(':');
        return colon < 0 ? mount : mount.substring(0, colon);
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
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean target = i == words.size() - 1 && words.size() > 1;
            if (isRemote(word.text())) {
                EffectKind kind = target ? EffectKind.NET_SEND : EffectKind.NET_FETCH;
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
                || invocation.words().stream().anyMatch(w -> w.text().startsWith("+"));
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
