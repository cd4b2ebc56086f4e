/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.personal;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import dev.agentgovernance.secrets.internal.rules.Reading;
import dev.agentgovernance.secrets.internal.rules.Rule;
import java.util.List;

/** Addresses of networks (IP, both versions) and of devices (MAC). */
final class NetworkAddresses {
    private static final int LONGEST = 46;
    private static final List<String> VERSIONS = List.of("version", "ver", "v", "release", "rev");

    private NetworkAddresses() {}

    /** Adds the IP address that begins at a digit. */
    static void ipv4(Reading reading, Rule rule, int start) {
        TextLine line = reading.line();
        int dot = start + 1;
        while (dot - start < 3 && Chars.isDigit(line.at(dot))) {
            dot++;
        }
        if (line.at(dot) != '.' || !Chars.isDigit(line.at(dot + 1))) {
            return;
        }
        int[] parts = new int[4];
        int i = start;
        for (int p = 0; p < 4; p++) {
            int digits = i;
            while (i - digits < 3 && Chars.isDigit(line.at(i))) {
                parts[p] = parts[p] * 10 + line.at(i) - '0';
                i++;
            }
            boolean padded = i - digits > 1 && line.at(digits) == '0';
            if (i == digits || padded || parts[p] > 255 || (p < 3 && line.at(i++) != '.')) {
                return;
            }
        }
        line.step(i - start);
        int next = line.at(i);
        if (Chars.isAlnum(next) || next == '_' || (next == '.' && Chars.isDigit(line.at(i + 1)))) {
            return;
        }
        if (parts[0] == 0 || parts[0] == 127 || parts[0] >= 224 || Surroundings.saysBefore(line, start, VERSIONS)) {
            return;
        }
        boolean example = (parts[0] == 192 && parts[1] == 0 && parts[2] == 2)
                || (parts[0] == 198 && parts[1] == 51 && parts[2] == 100)
                || (parts[0] == 203 && parts[1] == 0 && parts[2] == 113);
        boolean inside = parts[0] == 10
                || (parts[0] == 172 && parts[1] >= 16 && parts[1] < 32)
                || (parts[0] == 192 && parts[1] == 168)
                || (parts[0] == 169 && parts[1] == 254);
        add(reading, rule, start, i, example, inside || (parts[0] < 10 && parts[3] < 10));
    }

    private static void add(Reading reading, Rule rule, int start, int end, boolean example, boolean inside) {
        reading.add(
                rule,
                start,
                end,
                example ? Confidence.PLACEHOLDER : inside ? Confidence.POSSIBLE : Confidence.LIKELY,
                example ? "an address for documents" : inside ? "its form, in a range for inside" : "its form");
    }

    /** Adds the address with colons, or the one of a device with hyphens, that begins at a hexadecimal digit or a colon. */
    static void colons(Reading reading, Rule network, Rule device, int start) {
        TextLine line = reading.line();
        int i = start;
        int separators = 0;
        boolean pairs = true;
        boolean hyphens = false;
        int gaps = 0;
        int group = 0;
        for (; i - start < LONGEST; i++) {
            int c = line.at(i);
            if (Chars.isHex(c)) {
                group++;
                if (group > 4) {
                    return;
                }
            } else if (c == ':' || (c == '-' && Chars.isHex(line.at(i + 1)) && Chars.isHex(line.at(i + 2)))) {
                hyphens |= c == '-';
                pairs &= group == 2;
                gaps += c == ':' && line.at(i + 1) == ':' ? 1 : 0;
                separators++;
                group = 0;
            } else {
                break;
            }
        }
        line.step(i - start);
        if (line.at(i - 1) == ':' && line.at(i - 2) != ':') {
            return;
        }
        if (Chars.isAlnum(line.at(i)) || line.at(i) == '_' || line.at(i) == '-' || separators < 2) {
            return;
        }
        if (pairs && group == 2 && separators == 5 && isDevice(line, start, i)) {
            add(reading, device, start, i, false, false);
        } else if (!hyphens && isVersion6(separators, gaps, line, start, i)) {
            add(reading, network, start, i, line.matchesIgnoringCase(start, "2001:db8:"), isInside(line, start));
        }
    }

    private static boolean isVersion6(int separators, int gaps, TextLine line, int start, int end) {
        if (gaps == 0) {
            return separators == 7;
        }
        return gaps == 1 && separators >= 3 && separators <= 8 && hasLongGroup(line, start, end);
    }

    private static boolean hasLongGroup(TextLine line, int start, int end) {
        int group = 0;
        for (int i = start; i < end; i++) {
            group = line.at(i) == ':' ? 0 : group + 1;
            if (group >= 3) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInside(TextLine line, int start) {
        return line.matchesIgnoringCase(start, "fe80") || line.matchesIgnoringCase(start, "fd");
    }

    /** Neither everybody nor nobody. */
    private static boolean isDevice(TextLine line, int start, int end) {
        for (int i = start; i < end; i++) {
            int c = line.at(i) | 32;
            if (Chars.isHex(line.at(i)) && c != 'f' && line.at(i) != '0') {
                return true;
            }
        }
        return false;
    }
}
