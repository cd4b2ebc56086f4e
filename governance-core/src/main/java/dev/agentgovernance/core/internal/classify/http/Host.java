/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.http;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A host in one spelling: names in lower case without a dot at the end, IPv4 as four decimal numbers whatever it was written
 * as, IPv6 as eight groups in hexadecimal.
 *
 * @param name the host; empty where there is none
 * @param problem why the host may mean another one to another reader, as a clause; null where it cannot
 */
record Host(String name, @Nullable String problem) {

    private static final List<String> METADATA_NAMES = List.of(
            "metadata", "metadata.google.internal", "metadata.goog", "instance-data", "metadata.azure.internal");
    private static final List<String> METADATA_ADDRESSES =
            List.of("169.254.", "100.100.100.200", "168.63.129.16", "192.0.0.192");
    private static final String METADATA_V6 = "fd00:ec2:";
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;

    static Host of(String written) {
        String problem = null;
        String text = written;
        if (text.indexOf('%') >= 0 && !text.startsWith("[")) {
            text = Percent.decode(text);
            problem = "the host is percent-encoded";
        }
        if (!text.chars().allMatch(c -> c < 0x80)) {
            text = Normalizer.normalize(text, Normalizer.Form.NFKC).replace('\u3002', '.');
            problem = "the host is not written in ASCII";
        }
        text = text.toLowerCase(Locale.ROOT);
        if (text.startsWith("[")) {
            String address = ipv6(text);
            return address == null ? new Host(text, "the host is no IPv6 address") : new Host(address, problem);
        }
        while (text.endsWith(".")) {
            text = text.substring(0, text.length() - 1);
        }
        if (text.isEmpty()) {
            return new Host("", "there is no host");
        }
        String address = ipv4(text);
        if (address != null) {
            return new Host(address, problem);
        }
        String odd = oddity(text);
        return new Host(text, odd == null ? problem : odd);
    }

    private static @Nullable String oddity(String name) {
        if (name.length() > LONGEST_NAME) {
            return "the host is longer than a name can be";
        }
        for (String label : split(name, '.')) {
            if (label.isEmpty() || label.length() > LONGEST_LABEL) {
                return "a label of the host is empty or too long";
            }
            boolean plain = label.chars()
                    .allMatch(
                            c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c >= 0x80);
            if (!plain) {
                return "the host holds a character that no host has";
            }
        }
        return null;
    }

    /** Tells whether it is this machine. */
    boolean isLocal() {
        String v4 = embedded();
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || v4.startsWith("127.")
                || v4.equals("0.0.0.0")
                || name.equals("0:0:0:0:0:0:0:1")
                || name.equals("0:0:0:0:0:0:0:0");
    }

    /** Tells whether it is the service that hands the credentials of a cloud machine to whoever runs on it. */
    boolean isMetadata() {
        String v4 = embedded();
        return METADATA_NAMES.contains(name)
                || METADATA_ADDRESSES.stream().anyMatch(v4::startsWith)
                || name.startsWith(METADATA_V6)
                // Names of wildcard DNS services lead to the address that stands in them.
                || name.contains("169.254.169.254")
                || name.contains("169-254-169-254")
                || name.contains("a9fea9fe");
    }

    List<String> labels() {
        return split(name, '.');
    }

    /** The IPv4 address that this is or that an IPv6 address carries; else the name. */
    private String embedded() {
        List<String> groups = split(name, ':');
        if (groups.size() != 8) {
            return name;
        }
        int at = -1;
        if (name.startsWith("0:0:0:0:0:ffff:")
                || name.startsWith("0:0:0:0:ffff:0:")
                || name.startsWith("64:ff9b:")
                || name.startsWith("0:0:0:0:0:0:")) {
            at = 6;
        } else if (groups.get(0).equals("2002")) {
            at = 1;
        }
        if (at < 0) {
            return name;
        }
        int high = Integer.parseInt(groups.get(at), 16);
        int low = Integer.parseInt(groups.get(at + 1), 16);
        return dotted(((long) high << 16) | low);
    }

    /** Reads one to four numbers, each decimal, octal or hexadecimal, the way resolvers have done since 4.2BSD. */
    private static @Nullable String ipv4(String text) {
        List<String> parts = split(text, '.');
        if (parts.size() > 4) {
            return null;
        }
        long address = 0;
        for (int i = 0; i < parts.size(); i++) {
            long number = number(parts.get(i));
            boolean last = i == parts.size() - 1;
            long most = last ? (1L << (8 * (4 - i))) - 1 : 255;
            if (number < 0 || number > most) {
                return null;
            }
            address |= last ? number : number << (8 * (3 - i));
        }
        return dotted(address);
    }

    private static String dotted(long address) {
        return ((address >> 24) & 255) + "." + ((address >> 16) & 255) + "." + ((address >> 8) & 255) + "."
                + (address & 255);
    }

    private static long number(String part) {
        boolean hexadecimal = part.startsWith("0x");
        boolean octal = !hexadecimal && part.length() > 1 && part.startsWith("0");
        int radix = hexadecimal ? 16 : octal ? 8 : 10;
        String digits = hexadecimal ? part.substring(2) : part;
        if (part.isEmpty() || digits.length() > 16) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) < 0x80 ? Character.digit(digits.charAt(i), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            number = Math.min(number * radix + digit, 1L << 40);
        }
        return number;
    }

    private static @Nullable String ipv6(String bracketed) {
        int end = bracketed.indexOf(']');
        if (end != bracketed.length() - 1 || bracketed.length() > 80) {
            return null;
        }
        String text = bracketed.substring(1, end);
        int zone = text.indexOf('%');
        if (zone >= 0) {
            text = text.substring(0, zone);
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            List<String> groups = groups(text);
            return groups != null && groups.size() == 8 ? String.join(":", groups) : null;
        }
        List<String> head = groups(text.substring(0, gap));
        List<String> tail = groups(text.substring(gap + 2));
        if (head == null || tail == null || head.size() + tail.size() > 7) {
            return null;
        }
        List<String> all = new ArrayList<>(head);
        while (all.size() + tail.size() < 8) {
            all.add("0");
        }
        all.addAll(tail);
        return String.join(":", all);
    }

    private static @Nullable List<String> groups(String text) {
        List<String> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return groups;
        }
        for (String part : split(text, ':')) {
            if (part.indexOf('.') >= 0) {
                String v4 = split(part, '.').size() == 4 ? ipv4(part) : null;
                if (v4 == null) {
                    return null;
                }
                List<String> bytes = split(v4, '.');
                for (int i = 0; i < 4; i += 2) {
                    groups.add(Integer.toHexString(
                            (Integer.parseInt(bytes.get(i)) << 8) | Integer.parseInt(bytes.get(i + 1))));
                }
                continue;
            }
            long number = part.length() > 4 || part.startsWith("0x") ? -1 : number("0x" + part);
            if (part.isEmpty() || number < 0) {
                return null;
            }
            groups.add(Long.toHexString(number));
        }
        return groups;
    }

    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == separator) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        return parts;
    }
}
