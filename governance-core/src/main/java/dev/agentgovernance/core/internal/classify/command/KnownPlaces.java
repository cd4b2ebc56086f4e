/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.core.internal.classify.RuleFile;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.stream.Collectors;

/**
 * Tells which requests only look something up where that tells nobody anything: a service of this machine, or the host of
 * a registry or a manual. An address that is written in any but the plainest way is not one of them.
 */
final class KnownPlaces {

    static final String RESOURCE = "known-hosts.rules";

    private static final Set<String> HOSTS = RuleFile.load(KnownPlaces.class, RESOURCE).stream()
            .map(rule -> rule.words().get(0))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> READS = Set.of("GET", "HEAD");
    /** Headers that say in which form an answer is wanted. */
    private static final Set<String> FORMS =
            Set.of("accept", "accept-language", "accept-encoding", "user-agent", "range", "content-type");
    /** Ports of services that hand out secrets, or what everything else runs on. */
    private static final Set<String> KEEPERS =
            Set.of("2375", "2376", "2379", "4646", "5984", "8001", "8086", "8200", "8444", "8500", "10250");

    /** Words of an address that name what a service of this machine would do, though it is only asked to show something. */
    private static final Set<String> DOES = Set.of(
            "add",
            "build",
            "cancel",
            "clear",
            "create",
            "delete",
            "deploy",
            "destroy",
            "disable",
            "drop",
            "enable",
            "exec",
            "execute",
            "flush",
            "insert",
            "invoke",
            "kill",
            "logout",
            "merge",
            "publish",
            "purge",
            "push",
            "quit",
            "reload",
            "remove",
            "reset",
            "restart",
            "restore",
            "rollback",
            "run",
            "save",
            "send",
            "set",
            "shutdown",
            "start",
            "stop",
            "submit",
            "terminate",
            "toggle",
            "trigger",
            "truncate",
            "unload",
            "update",
            "upload",
            "wipe",
            "write");

    private static final int LONG_QUERY = 160;
    private static final int LONG_PATH = 240;

    private KnownPlaces() {}

    /** Tells whether a request looks something up at such a place, and carries nothing but the name of it. */
    static boolean isLookup(HttpAction request) {
        String url = request.url();
        int scheme = url.indexOf("://");
        boolean web = url.startsWith("http://") || url.startsWith("https://");
        if (!web || request.body() != null || !READS.contains(request.method())) {
            return false;
        }
        int path = end(url, scheme + 3, "/?#");
        int query = end(url, path, "?#");
        if (query - path > LONG_PATH || url.length() - query > LONG_QUERY) {
            return false;
        }
        String authority = url.substring(scheme + 3, path);
        int colon = authority.lastIndexOf(':');
        boolean port = colon > authority.lastIndexOf(']');
        String host = port ? authority.substring(0, colon) : authority;
        if (HERE.contains(host)) {
            String number = port ? authority.substring(colon + 1) : "";
            return number.chars().allMatch(c -> c >= '0' && c <= '9')
                    && !KEEPERS.contains(number)
                    && !acts(url.substring(path))
                    && request.headers().keySet().stream().allMatch(KnownPlaces::mayBeGivenHere);
        }
        return !port
                && HOSTS.contains(host)
                && request.headers().keySet().stream().map(KnownPlaces::lower).allMatch(FORMS::contains);
    }

    private static int end(String text, int from, String marks) {
        int end = from;
        while (end < text.length() && marks.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static String lower(String header) {
        return header.toLowerCase(Locale.ROOT);
    }

    private static boolean mayBeGivenHere(String header) {
        String name = lower(header);
        return name.equals("authorization") || FORMS.contains(name);
    }

    private static boolean acts(String text) {
        StringTokenizer words = new StringTokenizer(lower(text), "-_.:;,+~=&/%?#");
        while (words.hasMoreTokens()) {
            if (DOES.contains(words.nextToken())) {
                return true;
            }
        }
        return false;
    }
}
