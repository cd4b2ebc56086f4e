/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.integrity;

import java.util.Optional;
import java.util.Set;

/** Folders in which each file takes the next number of a sequence: the migrations of a database. */
public final class Sequences {

    private static final Set<String> FOLDERS = Set.of("migration", "migrations", "migrate");

    private Sequences() {}

    /** Returns the folder of a file if its files are numbered. */
    public static Optional<String> folder(String path) {
        int slash = path.lastIndexOf('/');
        String folder = slash < 0 ? "" : path.substring(0, slash);
        return FOLDERS.contains(folder.substring(folder.lastIndexOf('/') + 1)) ? Optional.of(folder) : Optional.empty();
    }

    /**
     * Returns the number that a file takes, without zeros in front: {@code 12} of {@code V12__cost.sql} and of
     * {@code 0012_cost.py}, {@code 1.2} of {@code V1_2__cost.sql}.
     */
    public static Optional<String> number(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int from = !name.isEmpty() && (name.charAt(0) == 'V' || name.charAt(0) == 'v') ? 1 : 0;
        int end = from;
        while (end < name.length() && isPart(name, end)) {
            end++;
        }
        String digits = name.substring(from, end).replace('_', '.');
        while (digits.endsWith(".")) {
            digits = digits.substring(0, digits.length() - 1);
        }
        if (digits.isEmpty()
                || end == name.length()
                || (Character.isLetter(name.charAt(end)) && name.charAt(end - 1) != '_')) {
            return Optional.empty();
        }
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0' && digits.charAt(zeros + 1) != '.') {
            zeros++;
        }
        return Optional.of(digits.substring(zeros));
    }

    private static boolean isPart(String name, int at) {
        char c = name.charAt(at);
        return (c >= '0' && c <= '9') || ((c == '.' || c == '_') && at > 0 && isDigitBehind(name, at));
    }

    /** A dot or line between digits is of the number; one in front of the name is not. */
    private static boolean isDigitBehind(String name, int at) {
        return at + 1 < name.length() && name.charAt(at + 1) >= '0' && name.charAt(at + 1) <= '9';
    }
}
