/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.automaton;

/** The rows of an automaton, in one of two widths. Immutable once it is filled. */
interface Table {
    /** Sets the state that follows, at the place of a state and a class. */
    void set(int place, int state);

    /** Returns the state that follows, at the place of a state and a class. */
    int next(int place);

    /** Makes all that follows one state follow another, too. */
    void copyRow(int from, int to);

    /** Returns these rows with the first state that reports. */
    Table reportingFrom(int first);

    /** Returns the class of a character. */
    int classOf(char c);

    /** Returns the first state that reports. */
    int reporting();

    /** Returns the place of a state and a class. */
    default int cell(int state, int of) {
        return state << shift() | of;
    }

    /** Returns how many bits the number of a state is shifted by to its row. */
    int shift();

    /** Searches one character after the other. */
    int searchOne(char[] text, int from, int to, int before, KeywordHits hits);

    /**
     * Searches four parts of {@code lane} characters, or, of a long text, several times four shorter ones, and then what is left. A step waits for the read of the step before: three
     * others go on meanwhile. A state depends on no more characters than the longest keyword has: a lane begins at most so
     * many before its part.
     */
    int searchLanes(char[] text, int from, int lane, int to, int before, KeywordHits hits);

    /**
     * Returns a state in which a search may go on at a place of a text: behind its next character, it is that of a search. Most
     * text has a character nearby that is in no keyword, or in none but the first: what stands before that does not count.
     *
     * @param reach on how many characters before the place what follows depends at most
     */
    int stateAt(char[] text, int place, int reach);

    /** Returns by class on how many characters before one of the class the state behind it depends at most. */
    short[] before();

    /** Returns the length of the longest keyword. */
    int longest();

    /** Returns the bytes that the rows take. */
    int bytes();

    /** Returns the number of rows. */
    int states();
}
