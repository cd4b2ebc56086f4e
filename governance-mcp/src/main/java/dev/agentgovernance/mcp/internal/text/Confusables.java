/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.internal.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The confusable characters of UTS #39: of each the characters that stand for all that look like it. Immutable. */
final class Confusables {

    static final String RESOURCE = "confusables.txt";

    /* What fonts draw nearly alike at the size of a list of tools, which the table of Unicode holds apart. */
    private static final String[] NEARLY = {
        "e\ua793",
        "i\u04cf",
        "I\u0406\u0399\u04c0",
        "k\u043a\u03ba\u0138\u1d0b",
        "m\u043c\u028d",
        "n\u03b7",
        "t\u0442\u03c4\u1d1b",
        "u\u0446",
        "x\u03c7"
    };

    private static final Map<Integer, String> PROTOTYPES = load();

    private Confusables() {}

    /**
     * Appends what stands for a character: a look-alike of ASCII before any other, and itself, where nothing looks like it. A
     * form of a letter is that letter, even where it looks like several.
     */
    static void append(int character, StringBuilder text) {
        if (character < 0x80) {
            text.append((char) character);
            return;
        }
        String compatible = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKD);
        String prototype = PROTOTYPES.get(character);
        if (prototype != null
                && isAscii(prototype)
                && !prototypeOfAscii(compatible).equals(prototype)) {
            text.append(prototype);
            return;
        }
        compatible.codePoints().forEach(c -> {
            String other = c < 0x80 ? null : PROTOTYPES.get(c);
            text.append(other == null ? Character.toString(c) : other);
        });
    }

    /** Within ASCII, too, the table has one character for several. */
    private static String prototypeOfAscii(String text) {
        return text.replace('I', 'l')
                .replace('1', 'l')
                .replace('|', 'l')
                .replace('0', 'O')
                .replace("m", "rn");
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static Map<Integer, String> load() {
        Map<Integer, String> nearly = new HashMap<>();
        for (String row : NEARLY) {
            row.codePoints().skip(1).forEach(character -> nearly.put(character, row.substring(0, 1)));
        }
        Map<Integer, String> all = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(Confusables.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && !line.startsWith("#")) {
                    add(line, nearly, all);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all.putAll(nearly);
        return Map.copyOf(all);
    }

    /** Adds a line {@code PROTOTYPE…=CHARACTER…}, in hexadecimal. */
    private static void add(String line, Map<Integer, String> nearly, Map<Integer, String> all) {
        int equals = line.indexOf('=');
        StringBuilder prototype = new StringBuilder();
        for (String code : line.substring(0, equals).split(" ", -1)) {
            int character = Integer.parseInt(code, 16);
            String nearer = nearly.get(character);
            prototype.append(nearer == null ? Character.toString(character) : nearer);
        }
        for (String code : line.substring(equals + 1).split(" ", -1)) {
            all.put(Integer.parseInt(code, 16), prototype.toString());
        }
    }
}
