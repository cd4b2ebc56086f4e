/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import dev.agentgovernance.api.secret.SecretFinding;
import java.util.List;

/**
 * What a human sees of the place of a finding.
 *
 * <p>INVARIANT: no character of any finding is in it. Long words that could be one are left out as well, and what stands
 * behind a finding is never shown.
 */
final class Preview {
    static final String MASK = "********";

    private static final int LONGEST = 40;
    private static final int LONG_WORD = 16;

    private Preview() {}

    static String of(DocumentScan.Lines lines, int line, SecretFinding finding, List<SecretFinding> all) {
        long from = Math.max(lines.start(line), finding.start() - LONGEST);
        String before = lines.between(from, finding.start());
        char[] shown = before.toCharArray();
        long base = finding.start() - shown.length;
        boolean[] masked = new boolean[shown.length];
        for (SecretFinding other : all) {
            for (long i = Math.max(other.start(), base); i < Math.min(other.end(), finding.start()); i++) {
                masked[(int) (i - base)] = true;
            }
        }
        StringBuilder preview = new StringBuilder(from > lines.start(line) ? "…" : "");
        int i = 0;
        while (i < shown.length) {
            int end = i;
            if (masked[i]) {
                while (end < shown.length && masked[end]) {
                    end++;
                }
                preview.append(MASK);
            } else {
                while (end < shown.length && !masked[end] && isWord(shown[end])) {
                    end++;
                }
                end = Math.max(end, i + 1);
                boolean cut = i == 0 && from > lines.start(line) && isWord(shown[0]);
                if (cut || (end - i >= LONG_WORD && hasDigit(shown, i, end))) {
                    preview.append(preview.length() == 1 && cut ? "" : "…");
                } else {
                    for (int at = i; at < end; at++) {
                        preview.append(
                                Character.isISOControl(shown[at]) || Character.isSurrogate(shown[at])
                                        ? ' '
                                        : shown[at]);
                    }
                }
            }
            i = end;
        }
        return preview.toString().stripLeading() + MASK;
    }

    private static boolean isWord(char c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || c == '-'
                || c == '+'
                || c == '/';
    }

    private static boolean hasDigit(char[] chars, int from, int to) {
        for (int i = from; i < to; i++) {
            if (chars[i] >= '0' && chars[i] <= '9') {
                return true;
            }
        }
        return false;
    }
}
