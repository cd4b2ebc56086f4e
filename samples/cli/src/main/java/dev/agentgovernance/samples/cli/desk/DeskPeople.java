/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.desk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * Who may sign in at the desk, by a token of their own, and what they may do there. The file holds the SHA-256 of each
 * token, never the token:
 *
 * <pre>{@code {"ann": {"token": "sha256:…64 hexadecimal digits…", "may": ["answer", "halt", "resume"]}}}</pre>
 *
 * <p>Whoever is in the file may look at everything; which requests a person's yes counts for is up to the rules for approvals.
 */
public final class DeskPeople {

    /** What a person may do besides looking. */
    public enum May {
        /** Say yes or no to requests. */
        ANSWER,
        /** Halt all agents. */
        HALT,
        /** Let halted agents go on. */
        RESUME
    }

    /** Nobody guesses, and nobody searches through, that many characters. */
    static final int SHORTEST_TOKEN = 32;

    private static final String PREFIX = "sha256:";

    /**
     * Somebody who is known.
     *
     * @param name as the rules for approvals and the records know them
     * @param may what they may do
     */
    record Person(String name, Set<May> may) {
        Person {
            may = Set.copyOf(may);
        }
    }

    /** Whose token has which SHA-256, in hexadecimal. */
    private record Entry(String hash, Person person) {}

    private final List<Entry> entries;

    private DeskPeople(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Returns a list of nobody. */
    public static DeskPeople nobody() {
        return new DeskPeople(List.of());
    }

    /**
     * Reads the file of people.
     *
     * @throws IllegalArgumentException if it is none; the message says what is wrong, and quotes no token
     */
    public static DeskPeople parse(String json) {
        Map<String, Object> root;
        try {
            root = DeskJson.object(json);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IllegalArgumentException("It is no JSON object of names.", e);
        }
        List<Entry> entries = new ArrayList<>();
        root.forEach((name, value) -> entries.add(entry(name, value)));
        return new DeskPeople(entries);
    }

    private static Entry entry(String name, Object value) {
        if (name.isBlank()
                || !(value instanceof Map<?, ?> map)
                || !Set.of("token", "may").equals(map.keySet())
                || !(map.get("token") instanceof String token)
                || !(map.get("may") instanceof List<?> may)) {
            throw new IllegalArgumentException("Each person has a name, a 'token' and a list 'may'.");
        }
        Set<May> all = EnumSet.noneOf(May.class);
        for (Object each : may) {
            try {
                all.add(May.valueOf(String.valueOf(each).toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("What a person may is answer, halt or resume.", e);
            }
        }
        if (!token.startsWith(PREFIX) || token.length() != PREFIX.length() + 64) {
            throw new IllegalArgumentException("A token stands as sha256: and 64 hexadecimal digits.");
        }
        String hash = token.substring(PREFIX.length());
        if (!hash.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 'g' && !Character.isUpperCase(c))) {
            throw new IllegalArgumentException("A token stands as sha256: and 64 lower-case hexadecimal digits.");
        }
        return new Entry(hash, new Person(name, all));
    }

    /** Returns whose token that is. Looks at everybody, so that the time it takes says nothing. */
    Optional<Person> byToken(String token) {
        if (token.length() < SHORTEST_TOKEN) {
            return Optional.empty();
        }
        byte[] hash = ascii(HexFormat.of().formatHex(sha256(token)));
        Optional<Person> found = Optional.empty();
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(ascii(entry.hash()), hash)) {
                found = Optional.of(entry.person());
            }
        }
        return found;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
