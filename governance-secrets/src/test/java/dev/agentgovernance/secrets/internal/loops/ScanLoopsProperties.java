/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.loops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.secrets.internal.decode.EncodedRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ScanLoopsProperties {
    private static final String PARTS = "azAZ09+/-_mM5";
    /** Neighbours of the parts, and characters whose lower byte is one of them. */
    private static final String OTHERS = "@[`{:,.*\n =\u0141\u0161\uff41\u8061\u00e9\u0130\uff0f";

    @Property(tries = 1500)
    void everyFormFindsTheSameRuns(@ForAll long seed) {
        Random random = new Random(seed);
        char[] text = text(random, random.nextInt(700));
        int to = text.length - random.nextInt(Math.min(40, text.length + 1));
        int from = EncodedRuns.BEHIND + random.nextInt(40);
        List<Integer> runs = runs(LoopForms.OBVIOUS, text, from, to);
        for (ScanLoops form : LoopForms.all()) {
            assertThat(runs(form, text, from, to)).isEqualTo(runs);
        }
    }

    @Example
    void theTextsHoldRunsAndWhatIsNearlyOne() {
        int found = 0;
        int none = 0;
        for (int seed = 0; seed < 50; seed++) {
            char[] text = text(new Random(seed), 50);
            boolean any = !runs(LoopForms.OBVIOUS, text, EncodedRuns.BEHIND, text.length)
                    .isEmpty();
            found += any ? 1 : 0;
            none += any ? 0 : 1;
        }
        assertThat(found).isGreaterThan(5);
        assertThat(none).isGreaterThan(5);
    }

    @Property(tries = 300)
    void whereASearchStopsItGoesOn(@ForAll long seed) {
        Random random = new Random(seed);
        char[] text = text(random, 200 + random.nextInt(400));
        int cut = EncodedRuns.BEHIND + random.nextInt(text.length - EncodedRuns.BEHIND);
        List<Integer> whole = runs(LoopForms.OBVIOUS, text, EncodedRuns.BEHIND, text.length);
        for (ScanLoops form : LoopForms.all()) {
            List<Integer> ends = new ArrayList<>();
            int stopped = search(form, text, EncodedRuns.BEHIND, cut, ends);
            search(form, text, stopped, text.length, ends);
            assertThat(ends).containsAll(whole);
        }
    }

    /** The ends of the runs that are long enough and begin where the search does or later. */
    private static List<Integer> runs(ScanLoops form, char[] text, int from, int to) {
        List<Integer> ends = new ArrayList<>();
        search(form, text, from, to, ends);
        ends.removeIf(
                end -> start(text, end) < from - EncodedRuns.BEHIND || end - start(text, end) < EncodedRuns.SHORTEST);
        return ends;
    }

    /** Goes through the runs as a scan does, and returns where it goes on: at a run that may be longer, with that. */
    private static int search(ScanLoops form, char[] text, int from, int to, List<Integer> ends) {
        int i = from;
        while (i < to - EncodedRuns.BEHIND) {
            i = form.runCandidate(text, i, to);
            if (i >= to - EncodedRuns.BEHIND) {
                break;
            }
            int end = form.runEnd(text, i, to);
            if (end == to && to < text.length) {
                break;
            }
            ends.add(end);
            i = end + EncodedRuns.STRIDE;
        }
        return i;
    }

    private static int start(char[] text, int end) {
        int start = end;
        while (start > 0 && EncodedRuns.isPart(text[start - 1])) {
            start--;
        }
        return start;
    }

    private static char[] text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            int run = random.nextInt(4) == 0 ? 20 + random.nextInt(20) : random.nextInt(30);
            for (int i = 0; i < run; i++) {
                text.append(PARTS.charAt(random.nextInt(PARTS.length())));
            }
            text.append(OTHERS.charAt(random.nextInt(OTHERS.length())));
        }
        return text.toString().toCharArray();
    }
}
