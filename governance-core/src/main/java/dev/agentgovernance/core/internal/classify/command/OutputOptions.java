/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.core.internal.classify.DestructiveNames;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import java.util.Set;

/**
 * Files that options name as the place for what a program prints, where a table says nothing of such a value or does not
 * know the option. Adds writes only, so it never makes a command milder.
 */
final class OutputOptions {

    /** Name a place to write to wherever they stand in the name of an option. */
    private static final Set<String> TARGETS = Set.of(
            "out",
            "output",
            "outfile",
            "outdir",
            "outputfile",
            "outputdir",
            "logfile",
            "savefile",
            "dumpfile",
            "reportfile",
            "destination",
            "dest",
            "junitxml",
            "basetemp",
            "coverprofile",
            "cpuprofile",
            "memprofile",
            "blockprofile",
            "mutexprofile");

    /** Are written, where the name of an option says that it names a file or a folder. */
    private static final Set<String> WRITTEN = Set.of(
            "log",
            "logs",
            "coverage",
            "report",
            "reports",
            "trace",
            "profile",
            "profiling",
            "dump",
            "save",
            "result",
            "results",
            "history",
            "prof",
            "backup",
            "write");

    /** Say how something is written, not where. */
    private static final Set<String> HOW = Set.of(
            "version",
            "format",
            "style",
            "template",
            "separator",
            "delimiter",
            "type",
            "mode",
            "width",
            "encoding",
            "level",
            "error",
            "sync",
            "base",
            "api");

    private static final Set<String> PLACES = Set.of("file", "filename", "dir", "directory", "path", "folder", "to");

    private OutputOptions() {}

    static void report(Invocation invocation, EffectSink sink) {
        invocation.options().forEach((name, values) -> {
            OptionKind kind = invocation.entry().option(name);
            if (kind == null || kind == OptionKind.VALUE || kind == OptionKind.OPT) {
                report(name, values, sink);
            }
        });
        apart(invocation, sink);
    }

    /** The word behind an option that the table does not know may be its value. */
    private static void apart(Invocation invocation, EffectSink sink) {
        if (invocation.doubtful().isEmpty()) {
            return;
        }
        List<Word> arguments = invocation.command().arguments();
        for (int i = 0; i + 1 < arguments.size(); i++) {
            Word value = arguments.get(i + 1);
            if (invocation.doubtful().contains(value)) {
                report(arguments.get(i).text(), List.of(value), sink);
            }
        }
    }

    private static void report(String name, List<Word> values, EffectSink sink) {
        for (Word value : values) {
            if (value.isLiteral() && (isFar(value.text()) ? mayWrite(name) : isNear(value.text()) && writes(name))) {
                sink.write(value);
            }
        }
    }

    private static boolean mayWrite(String name) {
        return name.equals("-o") || name.equals("-O") || writes(name);
    }

    private static boolean writes(String name) {
        if (name.length() < 3) {
            return false;
        }
        boolean written = false;
        boolean place = false;
        List<String> parts = DestructiveNames.parts(name);
        if (parts.isEmpty() || HOW.contains(parts.get(parts.size() - 1))) {
            return false;
        }
        for (String part : parts) {
            if (TARGETS.contains(part)) {
                return true;
            }
            written |= WRITTEN.contains(part);
            place |= PLACES.contains(part);
        }
        return written && place;
    }

    /** Tells whether a value can be nothing but a path. */
    private static boolean isFar(String value) {
        return (value.startsWith("/") || value.startsWith("~/") || value.startsWith("../"))
                && !value.startsWith("/dev/");
    }

    /** Tells whether a value is a path below the working directory, by its look: no pattern, no template, no address. */
    private static boolean isNear(String value) {
        int slash = value.indexOf('/');
        return slash > 0 && value.chars().noneMatch(c -> "{}$%:=,* ".indexOf(c) >= 0);
    }
}
