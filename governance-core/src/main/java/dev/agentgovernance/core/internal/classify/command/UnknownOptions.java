/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.core.internal.classify.DestructiveNames;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/** Looks at the options that a table does not know, of a command that it takes for a read. */
final class UnknownOptions {

    /** Name a target or a program wherever they stand in the name of an option. */
    private static final Set<String> ANYWHERE = Set.of(
            "out",
            "outfile",
            "outdir",
            "output",
            "logfile",
            "write",
            "delete",
            "destroy",
            "purge",
            "exec",
            "execute",
            "cmd",
            "command",
            "overwrite",
            "inplace",
            "rewrite",
            "tool",
            "hook",
            "repair",
            "place",
            "optimize",
            "autofix",
            "publish",
            "submit");

    /** Name what is done if the name of an option begins with them. */
    private static final Set<String> FIRST = Set.of(
            "save",
            "dump",
            "export",
            "remove",
            "prune",
            "drop",
            "clear",
            "clean",
            "cleanup",
            "reset",
            "unset",
            "add",
            "create",
            "update",
            "install",
            "uninstall",
            "apply",
            "fix",
            "edit",
            "run",
            "script",
            "shell",
            "pager",
            "editor",
            "browser",
            "plugin",
            "kill",
            "restart",
            "enable",
            "disable",
            "import",
            "upload",
            "push",
            "replace",
            "rename",
            "move",
            "rm",
            "del",
            "set",
            "store",
            "download",
            "approve",
            "cancel",
            "revoke",
            "rotate");

    /** Begin the names of options in programs that put one dash before a name and nothing between its words. */
    private static final Set<String> GLUED = Set.of("save", "write", "delete", "export", "upload", "install");

    /** Say how something is printed, not where. */
    private static final Set<String> LOOKS = Set.of(
            "format",
            "style",
            "template",
            "type",
            "fields",
            "columns",
            "mode",
            "encoding",
            "delimiter",
            "separator",
            "length",
            "width",
            "prefix",
            "json",
            "color",
            "level",
            "limit",
            "indicator");

    /** Mean the same in most programs. */
    private static final Set<String> LETTERS = Set.of("-v", "-q", "-h", "-V", "-a", "-l", "-?");

    /** Say what is looked at. */
    private static final Set<String> VIEWS = Set.of(
            "active",
            "all",
            "bootstrap",
            "brief",
            "bytes",
            "case",
            "check",
            "cluster",
            "colour",
            "context",
            "count",
            "csv",
            "database",
            "date",
            "db",
            "debug",
            "depth",
            "detail",
            "detailed",
            "details",
            "dry",
            "end",
            "exact",
            "exclude",
            "explain",
            "field",
            "file",
            "filter",
            "filters",
            "follow",
            "full",
            "get",
            "globals",
            "group",
            "header",
            "headers",
            "help",
            "host",
            "human",
            "id",
            "ids",
            "ignore",
            "include",
            "indent",
            "info",
            "interval",
            "kb",
            "key",
            "label",
            "labels",
            "limit",
            "line",
            "lines",
            "list",
            "long",
            "match",
            "max",
            "mb",
            "min",
            "name",
            "names",
            "namespace",
            "no",
            "null",
            "number",
            "numeric",
            "offset",
            "only",
            "order",
            "page",
            "pattern",
            "plain",
            "port",
            "pretty",
            "print",
            "profile",
            "project",
            "query",
            "quiet",
            "raw",
            "readable",
            "recursive",
            "regex",
            "region",
            "reverse",
            "revision",
            "search",
            "server",
            "servers",
            "service",
            "services",
            "severity",
            "short",
            "show",
            "silent",
            "simple",
            "since",
            "size",
            "skip",
            "sort",
            "start",
            "state",
            "statistics",
            "stats",
            "status",
            "stdio",
            "stdout",
            "summary",
            "table",
            "tag",
            "tags",
            "tail",
            "target",
            "targets",
            "terse",
            "text",
            "theme",
            "time",
            "timeout",
            "timezone",
            "topic",
            "trace",
            "tree",
            "types",
            "unique",
            "unit",
            "units",
            "until",
            "url",
            "user",
            "verbose",
            "verify",
            "version",
            "wide",
            "with",
            "without",
            "wrap",
            "yaml",
            "zero");

    private static final Set<String> FORMATS = Set.of(
            "json",
            "jsonl",
            "jsonc",
            "ndjson",
            "yaml",
            "yml",
            "yamlc",
            "table",
            "text",
            "wide",
            "name",
            "tsv",
            "csv",
            "none",
            "xml",
            "plain",
            "raw",
            "short",
            "long",
            "human",
            "toml",
            "id",
            "markdown",
            "md",
            "html",
            "list",
            "tree",
            "default",
            "pretty",
            "custom-columns",
            "jsonpath",
            "go-template",
            "compact",
            "value",
            "env",
            "simple",
            "full",
            "-",
            "/dev/null",
            "/dev/stdout");

    /** Have no value in any program that has them. */
    private static final Set<String> SWITCHES =
            Set.of("--json", "--quiet", "--verbose", "--debug", "--all", "--yes", "--force", "-q", "-y", "-D");

    private UnknownOptions() {}

    /** Tells whether an option takes no word behind it, by its name alone. */
    static boolean isSwitch(String name) {
        return SWITCHES.contains(name) || name.startsWith("--no-");
    }

    // Adds gaps only, so an option that is not known never makes a command milder.
    static void report(Invocation invocation, boolean alone, EffectSink sink) {
        List<Word> arguments = invocation.command().arguments();
        for (int i = 0; i < arguments.size(); i++) {
            String text = arguments.get(i).text();
            if (text.equals("--")) {
                return;
            }
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            if (!(invocation.has(name) || invocation.has(text))
                    || invocation.entry().option(name) != null) {
                continue;
            }
            String value = equals >= 0
                    ? text.substring(equals + 1)
                    : i + 1 < arguments.size() ? arguments.get(i + 1).text() : "";
            if (isTarget(name) ? !isFormat(value) : acts(name) || (alone && !looks(name))) {
                sink.gap(
                        Coverage.PARTIAL,
                        "an option that is not in the table may write or run something",
                        arguments.get(i).span());
            }
        }
    }

    /** Tells whether an option says that it chooses what is looked at, or how it is shown. */
    private static boolean looks(String option) {
        if (option.length() < 3) {
            return LETTERS.contains(option);
        }
        return parts(option).stream().anyMatch(part -> VIEWS.contains(part) || LOOKS.contains(part));
    }

    private static boolean isTarget(String name) {
        return name.equals("-o")
                || name.equals("--output")
                || name.equals("-output")
                || name.equals("-out")
                || name.equals("--out");
    }

    private static boolean isFormat(String value) {
        int end = value.indexOf('=');
        return FORMATS.contains((end < 0 ? value : value.substring(0, end)).toLowerCase(Locale.ROOT));
    }

    private static boolean acts(String option) {
        List<String> parts = parts(option);
        if (parts.isEmpty()
                || option.length() < 4
                || parts.get(0).equals("no")
                || LOOKS.contains(parts.get(parts.size() - 1))) {
            return false;
        }
        return FIRST.contains(parts.get(0))
                || (option.charAt(1) != '-' && GLUED.stream().anyMatch(parts.get(0)::startsWith))
                || parts.stream().anyMatch(ANYWHERE::contains)
                || DestructiveNames.in(option);
    }

    private static List<String> parts(String option) {
        StringTokenizer tokens = new StringTokenizer(option.toLowerCase(Locale.ROOT), "-_");
        List<String> parts = new ArrayList<>();
        while (tokens.hasMoreTokens()) {
            parts.add(tokens.nextToken());
        }
        return parts;
    }
}
