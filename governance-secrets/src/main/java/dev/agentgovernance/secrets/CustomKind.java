/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.rules.KindFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A kind of secret that a host adds: what its values look like, in the notation of the library's own data.
 *
 * <p>A shape is made of literals and runs: {@code acme_{alnum:32}} has 32 letters and digits behind its prefix,
 * {@code {lowerhex:40-64}} is a run of 40 to 64. Values with a prefix of their own are found anywhere; values without one
 * only behind a name ({@code acme_deploy_key = …}).
 *
 * <p>Immutable: every method returns another kind. Whether it is well formed is said by
 * {@link SecretScanner.Builder#build()}, with the place of the error.
 */
public final class CustomKind {
    private final KindFile.Block block;

    private CustomKind(KindFile.Block block) {
        this.block = block;
    }

    /**
     * Begins a kind.
     *
     * @param id its name, of small letters, digits and hyphens
     * @throws IllegalArgumentException if it is something else
     */
    public static CustomKind of(String id) {
        if (id.isEmpty() || !id.chars().allMatch(c -> c == '-' || Chars.isDigit(c) || (c >= 'a' && c <= 'z'))) {
            throw new IllegalArgumentException("a kind is named with small letters, digits and hyphens: " + id);
        }
        return new CustomKind(new KindFile.Block(id, "custom kind " + id, Map.of()));
    }

    /**
     * Reads kinds from a text: blocks of lines that begin with {@code kind}, as the README shows them.
     *
     * @param place what the text is called in errors, for example the name of its file
     * @throws IllegalArgumentException if the text has a line before its first {@code kind}
     */
    public static List<CustomKind> readAll(String place, String text) {
        List<CustomKind> kinds = new ArrayList<>();
        for (KindFile.Block block : KindFile.read(place, text)) {
            of(block.kind());
            kinds.add(new CustomKind(block));
        }
        return List.copyOf(kinds);
    }

    /** Sets who issues it. */
    public CustomKind issuedBy(String provider) {
        return with("provider", provider);
    }

    /** Adds a shape that is found anywhere; it holds a literal of two characters or more. */
    public CustomKind shape(String notation) {
        return with("shape", notation);
    }

    /**
     * Adds a shape that is found behind one of some names.
     *
     * @param notation the shape
     * @param names words in the name of a variable, a key or a command; {@code _} stands for any separator or none
     */
    public CustomKind shapeBehind(String notation, String... names) {
        return with("word", String.join(" ", names)).with("context", notation);
    }

    /** Sets how bad it is when a value is read by others; {@code HIGH} where nothing is said. */
    public CustomKind severity(KindGuide.Severity severity) {
        return with("severity", severity.name().toLowerCase(Locale.ROOT));
    }

    /** Sets what to do when a value has leaked, in a sentence. */
    public CustomKind whenLeaked(String advice) {
        return with("leaked", advice);
    }

    private CustomKind with(String word, String rest) {
        if (rest.isBlank() || rest.indexOf('\n') >= 0) {
            throw new IllegalArgumentException(block.place() + ": " + word + " is one line, and not empty");
        }
        Map<String, List<String>> lines = new LinkedHashMap<>(block.lines());
        List<String> rests = new ArrayList<>(lines.getOrDefault(word, List.of()));
        rests.add(rest);
        lines.put(word, rests);
        return new CustomKind(new KindFile.Block(block.kind(), block.place(), lines));
    }

    KindFile.Block block() {
        return block;
    }
}
