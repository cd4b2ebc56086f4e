/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words in a name. */
public final class Words {

    private Words() {}

    /** Returns the words in small letters, split at marks, digits and where a capital begins a word. */
    public static List<String> of(String name) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean small = i > 0 && Character.isLowerCase(name.charAt(i - 1));
            boolean smallNext = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
            boolean begins = Character.isUpperCase(c) && i > 0 && (small || smallNext);
            if ((begins || !Character.isLetter(c)) && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (Character.isLetter(c)) {
                word.append(c);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words.stream().map(w -> w.toLowerCase(Locale.ROOT)).toList();
    }
}
