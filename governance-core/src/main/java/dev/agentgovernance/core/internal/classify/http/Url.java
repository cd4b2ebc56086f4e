/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An address as clients read it. Where clients disagree, or a part can be read in two ways, {@link #problems} says so and
 * {@link #otherHosts} names the hosts that some client would take instead.
 *
 * @param scheme in lower case; {@code http} where none is written
 * @param host the host
 * @param otherHosts what else may be the host
 * @param segments the parts of the path between slashes, decoded, without empty ones, with {@code .} and {@code ..} worked
 *     out
 * @param query the text between {@code ?} and {@code #}, not decoded
 * @param problems why it may mean something else, as clauses without text of the address
 */
record Url(
        String scheme, Host host, List<Host> otherHosts, List<String> segments, String query, List<String> problems) {

    Url {
        otherHosts = List.copyOf(otherHosts);
        segments = List.copyOf(segments);
        problems = problems.stream().distinct().toList();
    }

    static Url parse(String written) {
        List<String> problems = new ArrayList<>();
        String text = written.strip();
        if (text.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            problems.add("the address holds blanks or control characters");
            text = withoutControls(text);
        }
        int schemeEnd = text.indexOf("://");
        String scheme = "http";
        int authority = 0;
        if (schemeEnd > 0 && isScheme(text, schemeEnd)) {
            scheme = text.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
            authority = schemeEnd + 3;
        } else if (text.startsWith("//")) {
            authority = 2;
        } else if (startsLikeScheme(text)) {
            problems.add("the address has no authority behind its scheme");
            authority = text.indexOf(':') + 1;
        }
        while (authority < text.length() && (text.charAt(authority) == '/' || text.charAt(authority) == '\\')) {
            if (!scheme.equals("file")) {
                problems.add("the address has more slashes than readers agree on");
            }
            authority++;
        }
        return parts(text, scheme, authority, problems);
    }

    private static Url parts(String text, String scheme, int authority, List<String> problems) {
        int end = indexOfAny(text, "/?#", authority);
        String place = text.substring(authority, end);
        List<Host> others = new ArrayList<>();
        int backslash = place.indexOf('\\');
        if (backslash >= 0) {
            problems.add("a backslash stands where some readers see a slash");
            others.add(hostOf(place.substring(0, backslash)));
        }
        int at = place.lastIndexOf('@');
        if (at >= 0) {
            String user = place.substring(0, at);
            if (indexOfAny(user, ".@[\\%", 0) < user.length()) {
                problems.add("the user name looks like a host");
                others.add(hostOf(user.substring(0, indexOfAny(user, "@", 0))));
            }
        }
        Host host = hostOf(place.substring(at + 1));
        if (host.problem() != null) {
            problems.add(host.problem());
        }
        int pathEnd = indexOfAny(text, "?#", end);
        int queryEnd = indexOfAny(text, "#", pathEnd);
        String query = pathEnd < queryEnd ? text.substring(pathEnd + 1, queryEnd) : "";
        return new Url(scheme, host, others, segments(text.substring(end, pathEnd), problems), query, problems);
    }

    /** The authority without its port. */
    private static Host hostOf(String place) {
        int bracket = place.startsWith("[") ? place.indexOf(']') : -1;
        int colon = place.indexOf(':', bracket < 0 ? 0 : bracket);
        if (colon < 0) {
            return Host.of(place);
        }
        Host host = Host.of(place.substring(0, colon));
        boolean port = place.substring(colon + 1).chars().allMatch(c -> c >= '0' && c <= '9');
        return port ? host : new Host(host.name(), "the port is no number");
    }

    private static List<String> segments(String path, List<String> problems) {
        List<String> segments = new ArrayList<>();
        for (String raw : Host.split(path, '/')) {
            String segment = Percent.decode(raw);
            if (segment.indexOf('%') >= 0 && !segment.equals(Percent.decode(segment))) {
                problems.add("the path is encoded twice");
            }
            if (raw.indexOf('\\') >= 0) {
                problems.add("a backslash stands where some readers see a slash");
            }
            if (segment.equals("..")) {
                if (!segments.isEmpty()) {
                    segments.remove(segments.size() - 1);
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return segments;
    }

    private static boolean isScheme(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (i == 0 || ((c < '0' || c > '9') && c != '+' && c != '-' && c != '.'))) {
                return false;
            }
        }
        return true;
    }

    /** {@code http:host} and {@code file:path}, which some readers take; {@code host:80} is none of them. */
    private static boolean startsLikeScheme(String text) {
        int colon = text.indexOf(':');
        return colon > 0
                && isScheme(text, colon)
                && (colon + 1 == text.length() || text.charAt(colon + 1) < '0' || text.charAt(colon + 1) > '9')
                && text.lastIndexOf('@') < colon;
    }

    private static int indexOfAny(String text, String characters, int from) {
        for (int i = from; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private static String withoutControls(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.chars().filter(c -> c > ' ' && c != 0x7f).forEach(c -> clean.append((char) c));
        return clean.toString();
    }

    /** Leaves the text out: it may hold a secret. */
    @Override
    public String toString() {
        return "Url[" + scheme + ", " + segments.size() + " segments]";
    }
}
