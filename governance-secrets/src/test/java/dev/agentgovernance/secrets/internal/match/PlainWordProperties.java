/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A word that is read without its line is the value that the line gives to the name, and nothing follows from it. */
class PlainWordProperties {
    private static final List<String> BEFORE = List.of(
            "",
            "name: ",
            "\"name\": \"",
            "<name>",
            "\\n",
            "\\",
            "my_",
            "env ",
            "\"",
            "'",
            "**",
            "variable \"",
            "-define(",
            "\"value\": \"x7\", \"name\": \"",
            "x.",
            "- ",
            "${",
            "coalesce(",
            "{");
    private static final List<String> SIGNS =
            List.of("=", "\": \"", "\":\"", "s=", "_id=", "\": ", "=\"", "==", "= ", "\"=\"", "[0]=", "=!", "\":  \"");
    private static final List<String> WORDS = List.of(
            "invoice",
            "NextToken",
            "a",
            "b",
            "String",
            "xkqzvbnm",
            "value",
            "default",
            "Some",
            "n",
            "true",
            "averylongwordthatgoeson");
    private static final List<String> BEHIND = List.of(
            "\n",
            "\r\n",
            "\\n",
            "\"",
            "\",",
            "\"\n",
            "\"}",
            "\"]",
            "\" + \"abc\"",
            "\\\"",
            " ",
            " = \"A8f3kQ92mZx7\"",
            "=x\n",
            "(\"x\")",
            "\\",
            ".",
            "'",
            ",\n",
            "&dor\n",
            "|",
            "\".x");

    private static String any(List<String> parts, Random random) {
        return parts.get(random.nextInt(parts.size()));
    }

    @Property(tries = 50_000)
    void itIsTheValueOfTheLine(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "name:\n" : "");
        text.append(any(BEFORE, random)).append(random.nextInt(3) == 0 ? any(BEFORE, random) : "");
        int start = text.length();
        text.append("token");
        int end = text.length();
        text.append(any(SIGNS, random)).append(any(WORDS, random)).append(any(BEHIND, random));
        text.append(random.nextInt(3) == 0 ? any(WORDS, random) + any(BEHIND, random) : "\n");
        char[] chars = text.toString().toCharArray();
        TextLine block = new TextLine();
        block.view(chars, chars.length, true);
        PlainWord word = new PlainWord();
        if (!word.find(block, start, end)) {
            return;
        }
        TextLine line = new TextLine();
        int from = text.lastIndexOf("\n", start) + 1;
        int to = end;
        while (to < chars.length && chars[to] != '\n' && chars[to] != '\r') {
            to++;
        }
        line.set(chars, from, to, true);
        Assignment assignment = new Assignment();
        boolean found = assignment.find(line, start, end);
        assertThat(assignment.opensBlock()).isFalse();
        assertThat(assignment.opensEntries(line)).isFalse();
        if (found) {
            assertThat(assignment.open()).isFalse();
            assertThat(List.of(
                            assignment.nameStart(),
                            assignment.nameEnd(),
                            assignment.valueStart(),
                            assignment.valueEnd()))
                    .as(text.toString())
                    .containsExactly(word.nameStart(), word.nameEnd(), word.start(), word.end());
            assertThat(assignment.hasKey() || assignment.further() || assignment.joined() || assignment.alone())
                    .isFalse();
            assertThat(assignment.nextInList(line)).isFalse();
        }
    }

    @Test
    void wordsOfLinesAndOfJsonAreRead() {
        assertThat(isRead("  token=invoice\nnext")).isTrue();
        assertThat(isRead("\"token\": \"NextToken\",\n")).isTrue();
        assertThat(isRead("\"token\":\"Paging\"}")).isTrue();
        assertThat(isRead("token=invoice")).isFalse();
        assertThat(isRead("token=invoice7\n")).isFalse();
        assertThat(isRead("\"token\": \"Next\" + \"Token\"\n")).isFalse();
    }

    private static boolean isRead(String text) {
        TextLine block = new TextLine();
        block.view(text.toCharArray(), text.length(), false);
        int start = text.indexOf("token");
        return new PlainWord().find(block, start, start + "token".length());
    }
}
