/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What destroys or writes is not let through in another spelling of the same command line either. Every line of the lists is
 * rewritten in the ways of {@code command-rewritings.txt}: by itself in a fixed third of them and in a few pairs of them, with
 * {@code -Drewritings=all} in each of them and in more pairs.
 */
class RewrittenCommandsTest {

    private static final boolean ALL = "all".equals(System.getProperty("rewritings"));

    /** One out of so many ways is tried with each line. */
    private static final int WAYS_TRIED = ALL ? 1 : 3;

    /** One out of so many ways is tried behind another. */
    private static final int PAIRS_TRIED = ALL ? 97 : 997;

    /**
     * One command of plain words: a first word can be respelled, and a program put in front, without another meaning. What
     * holds a compound command, an assignment in front or a word of the shell keeps its meaning inside a shell only.
     */
    private static final Pattern PLAIN =
            Pattern.compile("[a-z][a-z0-9-]{1,20}( [A-Za-z0-9/][A-Za-z0-9/._=:@+,-]*| --?[A-Za-z][A-Za-z0-9=/._:-]*)+");

    /** Words of the shell itself: no program can start them, and in a shell of its own they end with it. */
    private static final Set<String> OF_THE_SHELL = Set.of(
            ("export alias source eval exec set unset trap cd declare typeset readonly local hash enable complete builtin"
                            + " command function time coproc ulimit umask history shopt bind fc if for while case until"
                            + " select")
                    .split(" "));

    private static final Pattern SLOT =
            Pattern.compile("@(?:[A-Z]+(?:_[A-Z0-9]+|[0-9]+)?|\\{(.*?)@\\})", Pattern.DOTALL);

    /**
     * A way to write a line.
     *
     * @param plain whether it is for one command of plain words, and not for any line
     * @param hides whether the words of the command can't be seen in it
     */
    private record Way(boolean plain, boolean hides, String template) {

        boolean fits(String line) {
            // An opened here-document would take in what is put behind the line.
            return plain ? isPlain(line) : !line.contains("<<");
        }

        String rewrite(String line) {
            return filled(template, line);
        }

        private static String filled(String template, String line) {
            return SLOT.matcher(template)
                    .replaceAll(slot -> Matcher.quoteReplacement(
                            slot.group(1) != null
                                    ? quoted(filled(slot.group(1), line))
                                    : value(slot.group().substring(1), line)));
        }

        private static String value(String slot, String line) {
            int blank = line.indexOf(' ');
            String first = line.substring(0, Math.max(blank, 0));
            return switch (slot) {
                case "LINE" -> line;
                case "QUOTED" -> quoted(line);
                case "STRING" -> string(line);
                case "SIGILS" -> string(line).replaceAll("[$@#]", "\\\\$0");
                case "BASE64" -> Base64.getEncoder().encodeToString(bytes(line));
                case "HEX" -> HexFormat.of().formatHex(bytes(line));
                case "ESCAPES" -> HexFormat.of().withPrefix("\\x").formatHex(bytes(line));
                case "REVERSED" -> quoted(line.lines().map(Way::reversed).collect(Collectors.joining("\n")));
                case "ROT13" -> quoted(rotated(line));
                case "FIRST" -> first;
                case "HEAD" -> first.substring(0, 1);
                case "TAIL" -> first.substring(1);
                case "REST" -> line.substring(blank + 1);
                case "FIRST_OCTAL" ->
                    first.chars().mapToObj(c -> String.format("\\%03o", c)).collect(Collectors.joining("", "$'", "'"));
                case "FIRST_UPPER" -> first.toUpperCase(Locale.ROOT);
                case "FIRST_REVERSED" -> reversed(first);
                case "FIRST_ROT13" -> rotated(first);
                case "IFS" -> line.replace(" ", "${IFS}");
                case "BRACES" -> line.contains(",") ? line : "{" + line.replace(' ', ',') + "}";
                default -> throw new IllegalArgumentException("@" + slot);
            };
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private static String quoted(String text) {
            return "'" + text.replace("'", "'\\''") + "'";
        }

        private static String string(String text) {
            return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
        }

        private static String reversed(String text) {
            return new StringBuilder(text).reverse().toString();
        }

        private static String rotated(String text) {
            return text.chars()
                    .map(c -> Character.isLetter(c) && c < 128 ? (c & 31) > 13 ? c - 13 : c + 13 : c)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }

    private static final List<Way> WAYS = ways();

    private static List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        String section = "";
        for (String line : resource("command-rewritings.txt")) {
            if (line.startsWith("[")) {
                section = line;
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                ways.add(new Way(
                        section.contains("plain words"), section.contains("no longer"), line.translateEscapes()));
            }
        }
        return ways;
    }

    private static List<String> resource(String name) {
        try (InputStream in = Objects.requireNonNull(RewrittenCommandsTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPlain(String line) {
        return PLAIN.matcher(line).matches() && !OF_THE_SHELL.contains(line.substring(0, line.indexOf(' ')));
    }

    @Test
    void noneThatDestroysIsAllowed() {
        assertThat(allowed("destructive-commands.txt", TrustLevel.CONTRIBUTE)).isEmpty();
    }

    @Test
    void noneThatWritesIsAllowedToAnAgentThatObserves() {
        assertThat(allowed("writing-commands.txt", TrustLevel.OBSERVE)).isEmpty();
    }

    private static List<String> allowed(String list, TrustLevel level) {
        // An option that nothing is known of counts at OBSERVE where it can be seen.
        List<Way> ways = WAYS.stream()
                .filter(way -> level != TrustLevel.OBSERVE || !way.hides())
                .toList();
        Guard guard = Governance.builder(Policy.baseline())
                .trust(key -> level)
                .homeDirectory("/home/agent")
                .build();
        List<String> lines =
                resource(list).stream().map(line -> line.replace("\\n", "\n")).toList();
        return IntStream.range(0, lines.size())
                .parallel()
                .mapToObj(at -> rewritten(lines.get(at), at, ways))
                .flatMap(List::stream)
                .filter(line -> guard.decide(Action.shell(line), TestActions.context())
                        .match(allow -> true, ask -> false, deny -> false))
                .toList();
    }

    /** Returns a line in every way that fits, and in some of the pairs of ways. */
    private static List<String> rewritten(String line, int at, List<Way> ways) {
        List<String> all = new ArrayList<>();
        for (int inner = 0; inner < ways.size(); inner++) {
            if ((at + inner) % WAYS_TRIED != 0 || !ways.get(inner).fits(line)) {
                continue;
            }
            String once = ways.get(inner).rewrite(line);
            all.add(once);
            for (int outer = 0; outer < ways.size(); outer++) {
                boolean drawn = (at * 7 + inner * 31 + outer) % PAIRS_TRIED == 0;
                if (drawn && !ways.get(outer).plain() && ways.get(outer).fits(once)) {
                    all.add(ways.get(outer).rewrite(once));
                }
            }
        }
        return all;
    }
}
