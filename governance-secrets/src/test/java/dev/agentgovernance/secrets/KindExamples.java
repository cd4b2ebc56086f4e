/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.secrets.internal.rules.KindFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The examples of a kind, as templates: those that its block holds, and those that its shapes make, so that nothing that
 * looks like a token stands in the data.
 */
final class KindExamples {
    private static final Pattern RUN = Pattern.compile("\\{([a-z0-9]+):(\\d+)(?:-(\\d+))?}");
    private static final List<String> CARRIERS = List.of("%s", "VALUE=\"%s\"", "{\"a\": \"%s\", \"b\": 1}", "x: %s");
    private static final List<String> NAMED =
            List.of("%s_token = \"%s\"", "{\"%s-key\": \"%s\"}", "export %s_SECRET=%s", "%s api key: %s");
    /** Their counterexamples are written by hand where a checksum, not a length, tells them. */
    private static final int MOST_FILLER = 3;

    private KindExamples() {}

    /** Returns whether anybody may know the values of a kind, so that thorough scans alone find them. */
    static boolean isForThorough(KindFile.Block block) {
        return block.one("profile", "standard").equals("thorough");
    }

    static List<String> positives(KindFile.Block block) {
        List<String> examples = new ArrayList<>(block.all("+"));
        List<String> shapes = block.all("shape");
        for (int i = 0; i < shapes.size() || (!shapes.isEmpty() && i < 3); i++) {
            String template = fixed(shapes.get(i % shapes.size()), i);
            examples.add(CARRIERS.get(i % CARRIERS.size()).replace("%s", template));
        }
        List<String> contexts = block.all("context");
        if (byHand(block)) {
            return examples;
        }
        for (int i = 0; i < contexts.size() || (!contexts.isEmpty() && i < 3); i++) {
            String template = fixed(contexts.get(i % contexts.size()), i);
            examples.add(named(NAMED.get(i % NAMED.size()), word(block, i), template));
        }
        return examples;
    }

    static List<String> negatives(KindFile.Block block) {
        List<String> examples = new ArrayList<>(block.all("-"));
        if (byHand(block) && examples.size() >= 3) {
            return examples;
        }
        for (String shape : block.all("shape")) {
            boolean glued = Character.isLetterOrDigit(shape.charAt(0))
                    && block.all("shape").size() == 1;
            examples.add("q" + (glued ? fixed(shape, 0) : shortened(fixed(shape, 0))));
            examples.add(shortened(fixed(shape, 0)));
            examples.add(masked(shape));
        }
        for (String context : block.all("context")) {
            String word = word(block, 0);
            examples.add(named(NAMED.get(0), word, shortened(fixed(context, 0))));
            examples.add(named(NAMED.get(0), word, masked(context)));
            if (block.all("shape").isEmpty()) {
                examples.add(word + "_commit_hash = \"" + fixed(context, 0) + "\"");
            }
        }
        return examples;
    }

    private static boolean byHand(KindFile.Block block) {
        return block.all("+").size() >= 3 && block.all("-").size() >= 3;
    }

    private static String word(KindFile.Block block, int index) {
        List<String> words = new ArrayList<>();
        block.all("word").forEach(line -> words.addAll(List.of(line.split(" ", -1))));
        return words.get(index % words.size());
    }

    private static String named(String carrier, String word, String template) {
        return carrier.replaceFirst("%s", Matcher.quoteReplacement(word))
                .replaceFirst("%s", Matcher.quoteReplacement(template));
    }

    /** Lengths that vary are set: the least, the most (of a moderate size), one between. */
    private static String fixed(String shape, int index) {
        return RUN.matcher(uuid(shape)).replaceAll(run -> {
            int least = Integer.parseInt(run.group(2));
            int most = run.group(3) == null ? least : Integer.parseInt(run.group(3));
            int length = least + Math.min(most - least, 200) * (index % MOST_FILLER) / (MOST_FILLER - 1);
            return Matcher.quoteReplacement("{" + solid(run.group(1)) + ":" + length + "}");
        });
    }

    private static String uuid(String shape) {
        return shape.replace("{uuid}", "{lowerhex:8}-{lowerhex:4}-{lowerhex:4}-{lowerhex:4}-{lowerhex:12}");
    }

    /** Of a class with punctuation letters and digits are drawn: an example is to be plain. */
    private static String solid(String name) {
        return switch (name) {
            case "base64", "base64pad", "base64url", "base64urlpad", "dotted", "quoted", "symbols", "tilde", "token" ->
                "alnum";
            case "hex" -> "lowerhex";
            default -> name;
        };
    }

    /** The longest run has a third of its length. */
    private static String shortened(String template) {
        Matcher runs = RUN.matcher(template);
        int longest = 0;
        while (runs.find()) {
            longest = Math.max(longest, Integer.parseInt(runs.group(2)));
        }
        int cut = longest;
        return RUN.matcher(template)
                .replaceAll(run -> Matcher.quoteReplacement(
                        Integer.parseInt(run.group(2)) == cut
                                ? "{" + run.group(1) + ":" + Math.max(1, cut * 3 / 10) + "}"
                                : run.group()));
    }

    /** Every run is one character over and over. */
    private static String masked(String shape) {
        return RUN.matcher(uuid(shape)).replaceAll(run -> {
            String filler = switch (run.group(1)) {
                case "digit", "hex", "lowerhex" -> "0";
                case "upper", "uppernum", "upperhex", "base32", "bech32" -> "A";
                default -> "x";
            };
            return Matcher.quoteReplacement(filler.repeat(Integer.parseInt(run.group(2))));
        });
    }
}
