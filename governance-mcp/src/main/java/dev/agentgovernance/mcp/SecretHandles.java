/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.core.internal.classify.Globs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that one tool may get from another without the agent seeing them: the agent is shown a handle in the place of the value,
 * and where it passes the handle to an argument that the owner names for it, the value is put in on the way to the server.
 *
 * <p>This is the one place that holds values, and {@link #exchange} the one way out. A handle is good in its own conversation, until
 * it expires, for what the owner says of where it came from and of which kind it is. Not for use by several threads.
 */
final class SecretHandles {

    /*
     * A handle has the form of a marker of the redactor, [REDACTED:name:8 digits], with 128 random bits in its name: a detector
     * takes nothing in it for a secret, so it may stand in arguments, in records and in results as it is.
     */
    static final String PREFIX = "[REDACTED:handle-";
    private static final int TOKEN_DIGITS = 32;
    private static final int MAX_KIND = 24;
    private static final int MAX_HANDLE = 90;
    static final int MAX_VALUES = 256;

    /** A value with where it came from; it says nothing of itself. */
    private record Kept(String handle, String value, String kind, String origin, Instant expiry) {
        @Override
        public String toString() {
            return handle;
        }
    }

    private final RandomGenerator random;
    private final Map<String, Kept> kept = new LinkedHashMap<>();
    /** What went out to a server is known to the end, so that it is taken out of whatever comes back. */
    private final Map<String, String> sent = new LinkedHashMap<>();

    SecretHandles(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Returns a handle for a value; the same one as long as it is good. Returns nothing for a value that is too short to be known
     * again, and where there are too many already.
     *
     * @param origin the server and the tool it came from
     */
    Optional<String> issue(String value, SecretFinding finding, String origin, Instant now, Duration time) {
        forgetExpired(now);
        for (Kept known : kept.values()) {
            if (known.value().equals(value) && known.origin().equals(origin)) {
                return Optional.of(known.handle());
            }
        }
        if (value.length() < Fingerprints.MIN_LENGTH || kept.size() + sent.size() >= MAX_VALUES) {
            return Optional.empty();
        }
        byte[] token = new byte[TOKEN_DIGITS / 2];
        random.nextBytes(token);
        String kind = finding.kind().id();
        String mark = finding.fingerprint()
                .substring(0, Math.min(8, finding.fingerprint().length()));
        String handle = PREFIX + HexFormat.of().formatHex(token) + "-"
                + kind.substring(0, Math.min(MAX_KIND, kind.length())) + ":" + mark + "]";
        kept.put(handle, new Kept(handle, value, kind, origin, now.plus(time)));
        return Optional.of(handle);
    }

    private void forgetExpired(Instant now) {
        kept.values().removeIf(known -> !now.isBefore(known.expiry()));
    }

    /** Returns why arguments with handles in them do not go on; none where there are no handles, or each may go where it stands. */
    List<Reason> check(Map<String, ?> arguments, List<McpSettings.ToolWord> words, Instant now) {
        forgetExpired(now);
        List<Reason> reasons = new ArrayList<>();
        arguments.forEach((name, value) -> {
            if (!in(name).isEmpty()) {
                reasons.add(Reason.of("mcp.handle", "The name of an argument holds the handle of a secret.", ""));
            }
            List<String> texts = new ArrayList<>();
            Texts.collect(value, texts);
            texts.forEach(text ->
                    in(text).forEach(handle -> whyNot(name, text, handle, words).ifPresent(reasons::add)));
        });
        return reasons;
    }

    private Optional<Reason> whyNot(String argument, String text, String handle, List<McpSettings.ToolWord> words) {
        Kept known = kept.get(handle);
        if (known == null) {
            return Optional.of(
                    Reason.of(
                            "mcp.handle",
                            "The argument '" + argument + "' holds a handle that stands for nothing here.",
                            "It has expired, or belongs to another conversation, or was never given out: get the secret again."));
        }
        boolean accepted = words.stream()
                .map(word -> word.accepts().get(argument))
                .filter(Objects::nonNull)
                .anyMatch(rule -> Globs.matchesAny(rule.from(), known.origin())
                        && (rule.kinds().isEmpty() || Globs.matchesAny(rule.kinds(), known.kind())));
        if (!accepted) {
            return Optional.of(Reason.of(
                    "mcp.handle",
                    "The argument '" + argument + "' may not hold the secret of " + known.origin() + " (" + known.kind()
                            + ").",
                    "The owner names the arguments that get a secret, and from where: leave the handle out."));
        }
        return text.equals(handle) || isPlain(known.value())
                ? Optional.empty()
                : Optional.of(Reason.of(
                        "mcp.handle",
                        "The secret in the argument '" + argument + "' can only stand there alone.",
                        "Inside of a text its characters could mean something else."));
    }

    /** Whether a value reads the same inside of an address, a command or a statement. */
    private static boolean isPlain(String value) {
        return !value.startsWith("-")
                && value.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || "-_.~".indexOf(c) >= 0);
    }

    /**
     * Returns arguments with the values in the place of their handles; nothing where one may not go on any more.
     *
     * @param arguments what was judged
     */
    // INVARIANT: with each value replaced by its handle again, what goes on is what was judged.
    Optional<Map<String, @Nullable Object>> exchange(
            Map<String, ?> arguments, List<McpSettings.ToolWord> words, Instant now) {
        if (!check(arguments, words, now).isEmpty()) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> exchanged = new LinkedHashMap<>();
        arguments.forEach((name, value) -> exchanged.put(name, put(value)));
        return Optional.of(exchanged);
    }

    private @Nullable Object put(@Nullable Object tree) {
        if (tree instanceof String text) {
            String with = text;
            for (String handle : in(text)) {
                Kept known = kept.get(handle);
                if (known != null) {
                    sent.putIfAbsent(known.value(), handle);
                    with = with.replace(handle, known.value());
                }
            }
            return with;
        }
        if (tree instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(put(element)));
            return copy;
        }
        if (tree instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(String.valueOf(key), put(value)));
            return copy;
        }
        return tree;
    }

    /** Tells whether a tree holds anything of the form of a handle. */
    static boolean holds(@Nullable Object tree) {
        List<String> texts = new ArrayList<>();
        Texts.collect(tree, texts);
        return texts.stream().anyMatch(text -> !in(text).isEmpty());
    }

    /** Returns the handles in a text, each once, longest first. */
    static List<String> in(String text) {
        List<String> handles = new ArrayList<>();
        for (int at = text.indexOf(PREFIX); at >= 0; at = text.indexOf(PREFIX, at + 1)) {
            int end = text.indexOf(']', at);
            int length = end < 0 || end - at > MAX_HANDLE ? PREFIX.length() : end + 1 - at;
            String handle = text.substring(at, at + length);
            if (!handles.contains(handle)) {
                handles.add(handle);
            }
        }
        return handles;
    }

    /** Returns what the handles in a tree stand for, each on a line of its own, for a person who is asked. */
    String described(@Nullable Object tree) {
        List<String> texts = new ArrayList<>();
        Texts.collect(tree, texts);
        StringBuilder lines = new StringBuilder();
        for (Kept known : kept.values()) {
            if (texts.stream().anyMatch(text -> text.contains(known.handle()))) {
                lines.append(known.handle())
                        .append(" stands for the secret of ")
                        .append(known.origin())
                        .append(" (")
                        .append(known.kind())
                        .append("), which this tool gets.\n");
            }
        }
        return lines.toString();
    }

    /** Returns the values that went to a server, in all of their forms that stand in a tree, with what is shown for them. */
    Map<String, String> sentIn(@Nullable Object tree) {
        Map<String, String> found = new LinkedHashMap<>();
        if (!sent.isEmpty()) {
            List<String> texts = new ArrayList<>();
            Texts.collect(tree, texts);
            sent.forEach((value, handle) -> {
                for (String form : Fingerprints.forms(value)) {
                    if (form.length() >= Fingerprints.MIN_LENGTH
                            && texts.stream().anyMatch(text -> text.contains(form))) {
                        found.put(form, handle);
                    }
                }
            });
        }
        return found;
    }

    /** Returns a tree without the values that went to a server. */
    // INVARIANT: no value that was put in stands in what comes out, as it is or in one of its encoded forms.
    @Nullable Object without(@Nullable Object tree) {
        Map<String, String> found = sentIn(tree);
        return found.isEmpty() ? tree : withoutForms(tree, found);
    }

    private static @Nullable Object withoutForms(@Nullable Object tree, Map<String, String> found) {
        if (tree instanceof Number number) {
            String text = number.toString();
            return found.keySet().stream().anyMatch(text::contains) ? "[REDACTED]" : tree;
        }
        if (tree instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(withoutForms(element, found)));
            return copy;
        }
        if (tree instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(replaced(String.valueOf(key), found), withoutForms(value, found)));
            return copy;
        }
        return tree instanceof String text ? replaced(text, found) : tree;
    }

    private static String replaced(String text, Map<String, String> found) {
        List<String> longest = new ArrayList<>(found.keySet());
        longest.sort((a, b) -> Integer.compare(b.length(), a.length()));
        String clean = text;
        for (String form : longest) {
            clean = clean.replace(form, Objects.requireNonNull(found.get(form)));
        }
        return clean;
    }
}
