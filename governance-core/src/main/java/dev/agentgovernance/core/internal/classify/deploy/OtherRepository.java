/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/** Finds the repository that an action names by itself, where that is another than the one at hand. */
final class OtherRepository {

    private static final Set<String> PROGRAMS = Set.of("gh", "glab", "hub", "tea");
    private static final List<String> FORGES = List.of("github.com/", "gitlab.com/", "github.com:", "gitlab.com:");
    private static final int MAX_NAMES = 64;

    /** Part words, or are round them; braces and commas, where a shell makes words of them. */
    private static final String BLANKS = " \t\"'{},";

    private OtherRepository() {}

    /**
     * Returns the first repository that is named and is not the one at hand, as {@code owner/name}.
     *
     * @param text the text of an action
     * @param here the repository at hand, empty where it is not known; then any that is named counts
     */
    static Optional<String> in(String text, String here) {
        String own = name(here);
        return names(text).stream().filter(name -> !name.equalsIgnoreCase(own)).findFirst();
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        boolean forge = false;
        boolean next = false;
        StringTokenizer tokens = new StringTokenizer(text, BLANKS + "\r\n();&|", true);
        boolean starts = true;
        while (tokens.hasMoreTokens() && names.size() < MAX_NAMES) {
            String token = tokens.nextToken();
            if (token.length() == 1 && BLANKS.indexOf(token.charAt(0)) >= 0) {
                continue;
            }
            if (token.length() == 1 && "();&|\r\n".indexOf(token.charAt(0)) >= 0) {
                starts = true;
                forge = false;
                next = false;
                continue;
            }
            if (next) {
                add(names, token);
            }
            next = forge && (token.equals("-R") || token.equals("--repo"));
            if (forge && token.startsWith("--repo=")) {
                add(names, token.substring("--repo=".length()));
            } else if (forge && token.startsWith("-R") && token.length() > 2) {
                add(names, token.substring(2));
            } else if (token.startsWith("GH_REPO=")) {
                add(names, token.substring("GH_REPO=".length()));
            }
            behind(names, token, "repos/");
            for (String host : FORGES) {
                behind(names, token, host);
            }
            if (starts) {
                int slash = token.lastIndexOf('/');
                forge = PROGRAMS.contains(token.substring(slash + 1));
                starts = token.indexOf('=') > 0 && !forge;
            }
        }
        return names;
    }

    /** Takes the two parts of a path behind a mark: an address of a forge, or a path of its interface. */
    private static void behind(List<String> names, String token, String mark) {
        int at = token.indexOf(mark);
        boolean inside = at > 0 && "/@.".indexOf(token.charAt(at - 1)) < 0;
        boolean interfaceItself = token.contains("api.github.com/") && !mark.equals("repos/");
        if (at < 0 || inside || interfaceItself) {
            return;
        }
        int start = at + mark.length();
        int slash = token.indexOf('/', start);
        if (slash > start) {
            int end = slash + 1;
            while (end < token.length() && "/?#,".indexOf(token.charAt(end)) < 0) {
                end++;
            }
            add(names, token.substring(start, end));
        }
    }

    private static void add(List<String> names, String written) {
        boolean placeholder = written.indexOf('{') >= 0 || written.indexOf('$') >= 0 || written.startsWith(":");
        String name = name(written);
        if (!placeholder && name.indexOf('/') > 0) {
            names.add(name);
        }
    }

    /** The last two parts of a name or an address, without the ending of a repository. */
    private static String name(String written) {
        String path = written.endsWith(".git") ? written.substring(0, written.length() - 4) : written;
        int last = path.lastIndexOf('/');
        int before = last <= 0 ? -1 : Math.max(path.lastIndexOf('/', last - 1), path.lastIndexOf(':', last - 1));
        return (last <= 0 ? path : path.substring(before + 1)).toLowerCase(Locale.ROOT);
    }
}
