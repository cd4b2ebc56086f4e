/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of confusable characters against ICU, which has that of Unicode. {@code -Dconfusables.write=FILE} writes the resource
 * anew, with the head of the old one.
 */
class ConfusablesTest {

    private static String resource() throws IOException {
        try (InputStream in = Objects.requireNonNull(Confusables.class.getResourceAsStream(Confusables.RESOURCE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Returns the lines of the table: what has no canonical decomposition and looks like something else. */
    private static List<String> table() {
        SpoofChecker unicode = new SpoofChecker.Builder().build();
        Normalizer2 canonical = Normalizer2.getNFDInstance();
        Map<String, List<String>> table = new TreeMap<>();
        for (int c = 0x80; c <= Character.MAX_CODE_POINT; c++) {
            String text = Character.toString(c);
            if (!UCharacter.isDefined(c) || (c >= 0xd800 && c <= 0xdfff) || !canonical.isNormalized(text)) {
                continue;
            }
            String prototype = unicode.getSkeleton(text);
            if (!prototype.equals(text) && !prototype.isEmpty()) {
                table.computeIfAbsent(codes(prototype), key -> new ArrayList<>())
                        .add(codes(text));
            }
        }
        List<String> lines = new ArrayList<>();
        table.forEach((prototype, characters) -> lines.add(prototype + "=" + String.join(" ", characters)));
        return lines;
    }

    private static String codes(String text) {
        return text.codePoints().mapToObj(c -> String.format("%04X", c)).collect(Collectors.joining(" "));
    }

    @Test
    void theTableIsThatOfUnicode() throws IOException {
        List<String> lines = resource().lines().toList();
        List<String> head = lines.stream().filter(line -> line.startsWith("#")).toList();
        String file = System.getProperty("confusables.write", "");
        if (!file.isEmpty()) {
            List<String> all = new ArrayList<>(head);
            all.addAll(table());
            Files.write(Path.of(file), all);
        }
        assertThat(String.join("\n", head))
                .contains(
                        "UNICODE LICENSE V3",
                        "Unicode " + UCharacter.getUnicodeVersion().getMajor() + ".0");
        assertThat(lines.stream().filter(line -> !line.startsWith("#"))).isEqualTo(table());
    }

    /** Every character of every script that Unicode takes for a Latin letter is read as that letter. */
    @Test
    void whatLooksLikeALetterOfAsciiIsReadAsOne() throws IOException {
        int count = 0;
        for (String line : resource().lines().toList()) {
            String prototype = line.startsWith("#") ? "" : line.substring(0, line.indexOf('='));
            int letter = prototype.length() == 4 ? Integer.parseInt(prototype, 16) : 0x80;
            if (letter >= 0x80 || !Character.isLetter(letter)) {
                continue;
            }
            for (String code : line.substring(line.indexOf('=') + 1).split(" ", -1)) {
                String name = "read_" + Character.toString(Integer.parseInt(code, 16)) + "_file";
                String plain = "read_" + Character.toString(letter) + "_file";
                assertThat(Lookalike.skeleton(name)).as(code).isEqualTo(Lookalike.skeleton(plain));
                count++;
            }
        }
        assertThat(count).isGreaterThan(1_000);
    }
}
