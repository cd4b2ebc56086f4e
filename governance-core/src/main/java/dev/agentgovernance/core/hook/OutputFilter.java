/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rewrites a command line of bash so that all it prints streams through a filter.
 *
 * <p>The exit status stays that of the command, and a command that is no complete program stays one that does not run: the
 * braces around it are read as a whole before anything in them starts. What is filtered runs in a shell of its own; changes
 * of the folder in front of all else stay outside, so that the next command starts where it would have.
 */
final class OutputFilter {

    private static final String OPEN = "{ ";
    private static final String PLAIN = "_-./:=+,@%";

    private final String close;

    private OutputFilter(String close) {
        this.close = close;
    }

    /**
     * Returns the filter that is the program of these words.
     *
     * @throws IllegalArgumentException if there is no word
     */
    static OutputFilter of(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a filter is a program");
        }
        String program = words.stream().map(OutputFilter::quoted).collect(Collectors.joining(" "));
        // In a shell of its own, so that whoever evaluates the command can go on, and ask for the folder.
        return new OutputFilter("\n} 2>&1 | " + program + "; (exit ${PIPESTATUS[0]})");
    }

    /**
     * Returns the command with its output filtered; empty where the text alone shows that it would not be the same command
     * any more.
     *
     * <p>INVARIANT: {@code unwrap(wrap(c))} is {@code c}.
     */
    Optional<String> wrap(String command) {
        // A backslash at the end would join the closing brace to the last word; bash never gets a NUL.
        if (command.isBlank() || command.indexOf('\0') >= 0 || endsInOpenBackslash(command)) {
            return Optional.empty();
        }
        int folders = leadingFolders(command);
        return folders == command.length()
                ? Optional.of(command)
                : Optional.of(command.substring(0, folders) + OPEN + command.substring(folders) + close);
    }

    /** Returns the command that was rewritten to this one; empty where this is none that was. */
    Optional<String> unwrap(String command) {
        int folders = leadingFolders(command);
        if (folders == command.length()) {
            return Optional.of(command);
        }
        int from = folders + OPEN.length();
        return command.startsWith(OPEN, folders) && command.endsWith(close) && command.length() > from + close.length()
                ? Optional.of(
                        command.substring(0, folders) + command.substring(from, command.length() - close.length()))
                : Optional.empty();
    }

    /** Returns where {@code cd FOLDER &&} ends that a command begins with, any number of times; they print nothing. */
    private static int leadingFolders(String command) {
        int end = 0;
        while (command.startsWith("cd ", end)) {
            int at = end + 3;
            while (at < command.length() && isOfFolder(command.charAt(at))) {
                at++;
            }
            boolean named = at > end + 3 && command.charAt(end + 3) != '-';
            if (named && at == command.length()) {
                return at;
            }
            if (!named
                    || !command.startsWith(" && ", at)
                    || command.substring(at + 4).isBlank()) {
                break;
            }
            end = at + 4;
        }
        return end;
    }

    private static boolean isOfFolder(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_-./~".indexOf(c) >= 0;
    }

    private static boolean endsInOpenBackslash(String command) {
        int backslashes = 0;
        while (backslashes < command.length() && command.charAt(command.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    /** Returns a word as bash has to read it to get this very word. */
    static String quoted(String word) {
        boolean isPlain = !word.isEmpty()
                && word.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || PLAIN.indexOf(c) >= 0);
        return isPlain ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
