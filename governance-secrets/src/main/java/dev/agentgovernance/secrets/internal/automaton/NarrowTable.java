/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.automaton;

/** Rows for up to 65,536 states: half the memory of {@link WideTable}, and the loops of that in other types.
 *
 * @param classes the class of every character
 * @param rows the states that follow, by state and class
 * @param shift how many bits the number of a state is shifted by to its row
 * @param reporting the first state that reports
 * @param longest the length of the longest keyword
 * @param before by class, of how many characters before one of the class the state behind it depends at most
 */
@SuppressWarnings("ArrayRecordComponent")
record NarrowTable(byte[] classes, char[] rows, int shift, int reporting, int longest, short[] before)
        implements Table {
    /** After so many steps there is room again for what all of them may see: the loop itself calls nothing. */
    private static final int PART = 512;
    /** How long the lanes of long texts are, and how wide a table is of 33 to 64 classes. */
    private static final int LANE = 1 << 12;

    private static final int SHIFT = 6;

    @Override
    public void set(int place, int state) {
        rows[place] = (char) state;
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
        return new NarrowTable(classes, rows, shift, first, longest, before);
    }

    @Override
    public int searchOne(char[] text, int from, int to, int before, KeywordHits hits) {
        char[] next = rows;
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

    @Override
    public int searchLanes(char[] text, int from, int lane, int to, int before, KeywordHits hits) {
        int state = before;
        int i = from;
        for (; shift == SHIFT && to - i >= KeywordAutomaton.LANES * LANE; i += KeywordAutomaton.LANES * LANE) {
            state = searchLong(text, i, state, hits);
        }
        int rest = i == from ? lane : (to - i) / KeywordAutomaton.LANES;
        return rest < KeywordAutomaton.LEAST_LANE
                ? searchOne(text, i, to, state, hits)
                : searchShort(text, i, rest, to, state, hits);
    }

    /** With numbers that the compiler knows there are registers for all that the loop needs: up to a third faster. */
    private int searchLong(char[] text, int from, int before, KeywordHits hits) {
        char[] next = rows;
        byte[] map = classes;
        int first = reporting;
        int state0 = before;
        int state1 = stateAt(text, from + LANE, longest);
        int state2 = stateAt(text, from + 2 * LANE, longest);
        int state3 = stateAt(text, from + 3 * LANE, longest);
        int[] seen = hits.lanes(PART);
        int count = 0;
        for (int begin = from; begin < from + LANE; begin += PART) {
            if (count + PART * KeywordHits.SEEN > seen.length) {
                seen = hits.moreLanes();
            }
            int end = begin + PART;
            for (int i = begin; i < end; i++) {
                state0 = next[state0 << SHIFT | map[text[i]]];
                state1 = next[state1 << SHIFT | map[text[i + LANE]]];
                state2 = next[state2 << SHIFT | map[text[i + 2 * LANE]]];
                state3 = next[state3 << SHIFT | map[text[i + 3 * LANE]]];
                if (Math.max(Math.max(state0, state1), Math.max(state2, state3)) >= first) {
                    seen[count] = i - from;
                    seen[count + 1] = state0;
                    seen[count + 2] = state1;
                    seen[count + 3] = state2;
                    seen[count + 4] = state3;
                    count += KeywordHits.SEEN;
                }
            }
        }
        hits.addLanes(count, from, LANE, first);
        return state3;
    }

    // The compiler makes the best of four plain lines; what they share by a method or an array is slower.
    private int searchShort(char[] text, int from, int lane, int to, int before, KeywordHits hits) {
        char[] next = rows;
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
        return rows.length * Character.BYTES;
    }

    @Override
    public int states() {
        return rows.length >> shift;
    }
}
