/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import java.util.ArrayList;
import java.util.List;

/** Breaks a text into rows of a terminal: between words, and inside of those that are longer than a row. */
final class TextRows {

    private TextRows() {}

    /**
     * Returns the rows; lines that hold nothing give none.
     *
     * @param width how many characters a row may have
     */
    static List<String> of(String text, int width) {
        List<String> rows = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            StringBuilder row = new StringBuilder();
            for (String word : paragraph.split(" ", -1)) {
                if (!row.isEmpty() && row.length() + 1 + word.length() > width) {
                    rows.add(row.toString());
                    row.setLength(0);
                }
                row.append(row.isEmpty() ? "" : " ").append(word);
                while (row.length() > width) {
                    rows.add(row.substring(0, width));
                    row.delete(0, width);
                }
            }
            if (!row.isEmpty()) {
                rows.add(row.toString());
            }
        }
        return rows;
    }
}
