/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.scope;

import dev.agentgovernance.core.change.Diff.FileChange;
import dev.agentgovernance.core.change.Diff.Hunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The changed lines of a file.
 *
 * @param removed those that are gone
 * @param added those that are new
 * @param whiteSpaceOnly how many of both have a counterpart in the same hunk that differs in white space alone
 * @param firstWhiteSpace the first such line in the new file; 0 where there is none
 */
record FileLines(List<Line> removed, List<Line> added, int whiteSpaceOnly, int firstWhiteSpace) {

    /**
     * A changed line.
     *
     * @param hunk the number of its hunk
     * @param number where it is, in the old file or in the new one
     * @param text the line
     * @param plain the line as {@link LineText#plain} has it
     * @param comment whether all of it is a comment
     * @param moved whether the same line is added somewhere in the change, one for one
     */
    record Line(int hunk, int number, String text, String plain, boolean comment, boolean moved) {}

    /**
     * Reads the lines of a file.
     *
     * @param moved how often each line is added in the whole change, without white space; counted down for each that is removed
     */
    static FileLines of(FileChange file, Map<String, Integer> moved) {
        List<Line> removed = new ArrayList<>();
        List<Line> added = new ArrayList<>();
        int blank = 0;
        int first = 0;
        for (int i = 0; i < file.hunks().size(); i++) {
            Hunk hunk = file.hunks().get(i);
            int removedBefore = removed.size();
            int addedBefore = added.size();
            int old = hunk.oldStart();
            int now = hunk.newStart();
            for (String line : hunk.lines()) {
                if (line.startsWith("-")) {
                    removed.add(line(i, old, line.substring(1), moved));
                } else if (line.startsWith("+")) {
                    added.add(line(i, now, line.substring(1), Map.of()));
                }
                old += line.startsWith("+") ? 0 : 1;
                now += line.startsWith("-") ? 0 : 1;
            }
            int here = whiteSpace(
                    removed.subList(removedBefore, removed.size()), added.subList(addedBefore, added.size()));
            if (here > 0 && first == 0) {
                first = hunk.newStart();
            }
            blank += here;
        }
        return new FileLines(removed, added, blank, first);
    }

    private static Line line(int hunk, int number, String text, Map<String, Integer> moved) {
        String plain = LineText.plain(text);
        boolean elsewhere = false;
        if (!moved.isEmpty()) {
            String squeezed = LineText.squeezed(text);
            Integer left = moved.get(squeezed);
            elsewhere = left != null && left > 0;
            if (left != null && left > 0) {
                moved.put(squeezed, left - 1);
            }
        }
        return new Line(hunk, number, text, plain, LineText.isComment(plain), elsewhere);
    }

    /** Counts lines on both sides whose counterpart differs in white space alone, and all where the whole hunk does. */
    private static int whiteSpace(List<Line> removed, List<Line> added) {
        if (removed.isEmpty() && added.stream().allMatch(line -> line.plain().isEmpty())) {
            return added.size();
        }
        if (added.isEmpty() && removed.stream().allMatch(line -> line.plain().isEmpty())) {
            return removed.size();
        }
        if (joined(removed).equals(joined(added))) {
            return removed.size() + added.size();
        }
        Map<String, Integer> left = new HashMap<>();
        removed.forEach(line -> left.merge(LineText.squeezed(line.text()), 1, Integer::sum));
        int pairs = 0;
        for (Line line : added) {
            String squeezed = LineText.squeezed(line.text());
            if (left.getOrDefault(squeezed, 0) > 0) {
                left.merge(squeezed, -1, Integer::sum);
                pairs++;
            }
        }
        return 2 * pairs;
    }

    private static String joined(List<Line> lines) {
        StringBuilder joined = new StringBuilder();
        lines.forEach(line -> joined.append(LineText.squeezed(line.text())));
        return joined.toString();
    }
}
