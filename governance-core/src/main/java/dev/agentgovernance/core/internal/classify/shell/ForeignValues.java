/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.WorkingTree;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Variables that a command line sets for one program and that no table knows: what their value says. A place outside of the
 * working tree is no ordinary value; a program may read its settings there, load what lies there, or write to it.
 */
final class ForeignValues {

    /** Bring in what a program runs or obeys, if they stand in the name of a variable. */
    private static final Set<String> BRINGS = Set.of(
            "CONFIG",
            "CONFIGFILE",
            "WRAPPER",
            "LAUNCHER",
            "BIN",
            "BINARY",
            "EXECUTABLE",
            "PLUGIN",
            "PLUGINS",
            "COMMAND",
            "CMD",
            "SHELL",
            "COMPILER",
            "RENDERER",
            "LOADER",
            "PRELOAD",
            "HOOK",
            "HOOKS",
            "INTERPRETER",
            "PYTHON",
            "APP",
            "STARTUP",
            "MODULES",
            "TOOLCHAIN",
            "PREFIX",
            "SITE",
            "PROJECT",
            "PLUGINFILE",
            "EXEC",
            "RUN",
            "PROGRAM",
            "LIBRARY",
            "INCLUDE",
            "CPATH",
            "COMPOSE",
            "COMPOSER",
            "VAGRANTFILE",
            "BUILD",
            "VERSION",
            "ARGS",
            "OPTS",
            "OPTIONS",
            "FLAGS",
            "CFLAGS",
            "CXXFLAGS",
            "LDFLAGS",
            "CPPFLAGS",
            "RC",
            "BAZELRC",
            "ACKRC",
            "MODULE",
            "SCRIPT");

    /** Are written to. */
    private static final Set<String> WRITTEN = Set.of(
            "TRACE",
            "TRACE2",
            "LOG",
            "LOGFILE",
            "OUTPUT",
            "OUT",
            "COVERAGE",
            "GOCOVERDIR",
            "HISTFILE",
            "HISTORY",
            "DUMP",
            "REPORT",
            "SSLKEYLOGFILE",
            "PROFILE",
            "TMPDIR",
            "CACHE",
            "GOCACHE",
            "DESTDIR",
            "TARGET");

    /** Hold what a system has installed, or only what it may lose. */
    private static final List<String> SYSTEM = List.of(
            "/usr/",
            "/opt/",
            "/nix/",
            "/snap/",
            "/Library/",
            "/Applications/",
            "/System/",
            "/etc/ssl/",
            "/etc/pki/",
            "/dev/",
            "/bin/",
            "/lib/",
            "/proc/self/",
            "~/.cache/");

    private static final Set<String> STORES = Set.of(
            "postgres",
            "postgresql",
            "mysql",
            "mariadb",
            "mongodb",
            "mongodb+srv",
            "redis",
            "rediss",
            "amqp",
            "amqps",
            "sqlserver",
            "mssql",
            "cockroachdb",
            "clickhouse",
            "cassandra",
            "elasticsearch");

    private static final List<String> SHARED = List.of("/tmp/", "/var/tmp/", "/dev/shm/");

    private ForeignValues() {}

    static void check(String name, Word value, EffectSink sink) {
        if (!value.isLiteral() || value.text().isEmpty()) {
            return;
        }
        int scheme = value.text().indexOf("://");
        if (scheme > 0) {
            if (STORES.contains(value.text().substring(0, scheme)) && isFar(host(value.text(), scheme + 3))) {
                sink.gap(Coverage.PARTIAL, "a variable leads a program to a store on another machine", value.span());
            }
            return;
        }
        boolean brings = has(name, BRINGS) || name.endsWith("RC");
        String text = value.text();
        if (text.charAt(0) == '-' || text.charAt(0) == '+') {
            if (brings && holdsForeign(text)) {
                gap(value, sink);
            }
        } else if (isPlace(text) && WorkingTree.isOutside(value, sink)) {
            if (has(name, WRITTEN) && !brings) {
                sink.write(value);
            } else if (SYSTEM.stream().noneMatch(text::startsWith)
                    && (brings || SHARED.stream().noneMatch((text + "/")::startsWith))) {
                gap(value, sink);
            }
        }
    }

    private static void gap(Word value, EffectSink sink) {
        sink.gap(Coverage.PARTIAL, "a variable leads a program to a place outside the tree", value.span());
    }

    private static String host(String address, int start) {
        int at = address.indexOf('@', start);
        int from = at < 0 ? start : at + 1;
        int end = from;
        while (end < address.length() && ":/?".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        return address.substring(from, end);
    }

    /** Tells whether a host is none of this machine, nor one that a single name means in a network of containers. */
    private static boolean isFar(String host) {
        return host.contains("prod")
                || (host.indexOf('.') >= 0
                        && !host.startsWith("127.")
                        && !host.endsWith(".internal")
                        && !host.endsWith(".local"));
    }

    private static boolean isPlace(String text) {
        return (text.charAt(0) == '/' || text.startsWith("~/") || text.startsWith("../"))
                && text.indexOf(' ') < 0
                && text.indexOf(':') < 0;
    }

    /** Tells whether options name a folder into which anybody may write. */
    private static boolean holdsForeign(String options) {
        return SHARED.stream().anyMatch(options::contains)
                || options.contains("=~/")
                || options.contains("/home/")
                || options.endsWith("/tmp");
    }

    private static boolean has(String name, Set<String> words) {
        StringTokenizer parts = new StringTokenizer(name.toUpperCase(Locale.ROOT), "_");
        while (parts.hasMoreTokens()) {
            if (words.contains(parts.nextToken())) {
                return true;
            }
        }
        return false;
    }
}
