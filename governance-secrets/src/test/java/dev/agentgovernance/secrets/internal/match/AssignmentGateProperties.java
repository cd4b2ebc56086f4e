/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A gate that is closed where a value is given would hide it: whatever stands round a name, the gate knows of it. */
class AssignmentGateProperties {
    private static final List<String> PARTS = List.of(
            " ",
            "\t",
            "  ",
            "=",
            ":",
            "==",
            "!=",
            "=>",
            "->",
            ":=",
            "::",
            ">",
            "<",
            "</",
            "/>",
            "?",
            "??",
            "||",
            "|",
            ".",
            "..",
            "+",
            "-",
            "--",
            "!",
            "~",
            "\"",
            "'",
            "`",
            "\\",
            "\\\"",
            "\\n",
            "[",
            "]",
            "[]",
            "[0]",
            "(",
            ")",
            "{",
            "}",
            ",",
            ";",
            "&",
            "*",
            "@",
            "#",
            "$",
            "%",
            "/",
            "é",
            "0",
            "7",
            "x",
            "value",
            "is ",
            " is ",
            "for ",
            "of ",
            "to ",
            "staging",
            "variable \"",
            "Map.of(",
            "Parameter",
            "is: ",
            "name",
            "key",
            "header",
            "String",
            "str",
            "new ",
            "new",
            "bytes",
            "env ",
            "setx ",
            "from",
            "strcmp",
            "equals",
            "n",
            "A8f3kQ92mZx7Lw0pRt5V",
            "hunter2!",
            "abc",
            "&'static ",
            "Some",
            "std::string",
            "android:",
            "_",
            "As ",
            "{ get; set; }",
            "default=",
            ", default=\"x1\"",
            "fallback:",
            "**",
            "<-",
            "forKey:@\"",
            "ConfigField \"a\", ",
            "or ",
            "?: ",
            "ñ",
            "：",
            "setenv ",
            "\"value\": \"x\", ",
            "hunter2!9",
            "ns:",
            "${",
            "}    ",
            "Create List    ",
            "Set Variable    ",
            "| ",
            " |",
            "PIC X(8) ",
            "VALUE ",
            "with ",
            ".put(\"bob\", ",
            "['bob']",
            "u8",
            ".equals(",
            "[u8; 32]",
            "(user, ",
            "bob@h.io",
            ". ",
            "-define(",
            " class=\"a\"");

    @Property(tries = 30_000)
    void whereAValueIsGivenTheGateIsOpen(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        append(text, random, random.nextInt(5));
        int start = text.length();
        text.append("token");
        int end = text.length();
        append(text, random, random.nextInt(9));
        TextLine line = new TextLine();
        line.set(text.toString().toCharArray(), 0, text.length(), true);
        Assignment assignment = new Assignment();
        if (assignment.find(line, start, end) || assignment.opensBlock()) {
            String above = random.nextBoolean() ? "key=\n" : "";
            String below = random.nextBoolean() ? "\nvalue: 'x'" : "\r\n";
            TextLine block = new TextLine();
            char[] chars = (above + text + below).toCharArray();
            block.view(chars, chars.length, false);
            assertThat(AssignmentGate.opens(block, above.length() + start, above.length() + end))
                    .as(text.toString())
                    .isTrue();
            assertThat(AssignmentGate.opens(line, start, end))
                    .as(text.toString())
                    .isTrue();
        }
    }

    private static void append(StringBuilder text, Random random, int parts) {
        for (int i = 0; i < parts; i++) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
    }
}
