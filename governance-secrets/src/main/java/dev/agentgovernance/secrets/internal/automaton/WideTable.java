/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.automaton;

/** Rows for any number of states; see {@link NarrowTable}.
 *
 * @param classes the class of every character
 * @param rows the states that follow, by state and class
 * @param shift how many bits the number of a state is shifted by to its row
 * @param reporting the first state that reports
 * @param longest the length of the longest keyword
 * @param before by class, of how many characters before one of the class the state behind it depends at most
 */
@SuppressWarnings("ArrayRecordComponent")
record WideTable(byte[] classes, int[] rows, int shift, int reporting, int longest, short[] before) implements Table {
    /** After so many steps there is room again for what all of them may see: the loop itself calls nothing. */
    private static final int PART = 512;

    @Override
    public void set(int place, int state) {
        rows[place] = state;
    }

    @Override
    public int next(int place) {
        return rows[place];
    }

    @Override
    public int classOf(char c) {
        return classes[c];
    }

    @Override
    public void copyRow(int from, int to) {
        System.arraycopy(rows, from << shift, rows, to << shift, 1 << shift);
    }

    @Override
    public Table reportingFrom(int first) {
        return new WideTable(classes, rows, shift, first, longest, before);
    }

    @Override
    public int searchOne(char[] text, int from, int to, int before, KeywordHits hits) {
        int[] next = rows;
        byte[] map = classes;
        int state = before;
        for (int i = from; i < to; i++) {
            state = next[state << shift | map[text[i]]];
            if (state >= reporting) {
                hits.add(i + 1, state - reporting);
            }
        }
        return state;
    }

    // The compiler makes the best of four plain lines; what they share by a method or an array is slower.
    @Override
    public int searchLanes(char[] text, int from, int lane, int to, int before, KeywordHits hits) {
        int[] next = rows;
        byte[] map = classes;
        int bits = shift;
        int first = reporting;
        int from1 = from + lane;
        int from2 = from1 + lane;
        int from3 = from2 + lane;
        int state0 = before;
        int state1 = stateAt(text, from1, longest);
        int state2 = stateAt(text, from2, longest);
        int state3 = stateAt(text, from3, longest);
        int[] seen = hits.lanes(Math.min(lane, PART));
        int count = 0;
        for (int begin = 0; begin < lane; begin += PART) {
            int end = Math.min(begin + PART, lane);
            if (count + (end - begin) * KeywordHits.SEEN > seen.length) {
                seen = hits.moreLanes();
            }
            for (int i = begin; i < end; i++) {
                state0 = next[state0 << bits | map[text[from + i]]];
                state1 = next[state1 << bits | map[text[from1 + i]]];
                state2 = next[state2 << bits | map[text[from2 + i]]];
                state3 = next[state3 << bits | map[text[from3 + i]]];
                if (Math.max(Math.max(state0, state1), Math.max(state2, state3)) >= first) {
                    seen[count] = i;
                    seen[count + 1] = state0;
                    seen[count + 2] = state1;
                    seen[count + 3] = state2;
                    seen[count + 4] = state3;
                    count += KeywordHits.SEEN;
                }
            }
        }
        hits.addLanes(count, from, lane, first);
        return searchOne(text, from3 + lane, to, state3, hits);
    }

    @Override
    public int stateAt(char[] text, int place, int reach) {
        int first = Math.max(0, place - reach);
        for (int i = place - 1; i > first; i--) {
            first = Math.max(first, i - before[classes[text[i]]]);
        }
        int state = 0;
        for (int i = first; i < place; i++) {
            state = rows[state << shift | classes[text[i]]];
        }
        return state;
    }

    @Override
    public int bytes() {
        return rows.length * Integer.BYTES;
    }

    @Override
    public int states() {
        return rows.length >> shift;
    }
}
