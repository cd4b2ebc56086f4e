/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import java.util.List;
import java.util.Objects;

/**
 * What came of checking a journal.
 *
 * @param records how many intact records the file holds
 * @param head the hash of the last intact record, {@link AuditJournal#GENESIS} where there is none: to be kept somewhere
 *     else, since only that tells later whether the end of the file was cut off
 * @param faults what is wrong, in the order of the lines; at most {@value #MAX_FAULTS}
 */
public record Verification(long records, String head, List<Fault> faults) {

    /** How many faults are listed; a file that has more is checked no further. */
    public static final int MAX_FAULTS = 100;

    /**
     * One thing that is wrong.
     *
     * @param line the line of the file, from 1; 0 where the fault is not in the file
     * @param kind what sort of fault
     * @param detail a sentence for a human, without text of the line
     */
    public record Fault(long line, Kind kind, String detail) {
        /** Checks that nothing is null. */
        public Fault {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public String toString() {
            return "line " + line + ": " + kind + ": " + detail;
        }
    }

    /** The sorts of faults. */
    public enum Kind {
        /** The line is not what its hash was made of. */
        EDITED,
        /** Records that belong before this line are not in the file. */
        DELETED,
        /** The record belongs elsewhere in the file, or the one that belongs here stands elsewhere. */
        REORDERED,
        /** The record has a number that another record has before it, and is not the same. */
        INSERTED,
        /** The same record stands in the file before. */
        DUPLICATED,
        /** The record has the right number and was not chained to the one before: one of the two was replaced. */
        REPLACED,
        /** The line is no record: no JSON, or not of the form of this journal. */
        NOT_A_RECORD,
        /** The file ends within a line, as a crash leaves it. The next append sets that line aside. */
        TORN,
        /** The record that was the last one at some time is not in the file. */
        HEAD_MISSING,
        /** A checkpoint bears no signature of the key. Its line is 0. */
        FORGED
    }

    /** Copies the list. */
    public Verification {
        Objects.requireNonNull(head, "head");
        faults = List.copyOf(faults);
    }

    /** Tells whether nothing is wrong. */
    public boolean ok() {
        return faults.isEmpty();
    }
}
