/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import java.util.Optional;

/** How much oversight follows from a level of trust and an impact. Complete and monotone. */
@SuppressWarnings("EnumOrdinal") // the order of levels and impacts is part of their contract
final class Matrix {

    private final Oversight[][] cells;

    /** Makes a matrix of rows by level, each with a cell by impact; the caller has checked it. */
    Matrix(Oversight[][] cells) {
        this.cells = new Oversight[cells.length][];
        for (int i = 0; i < cells.length; i++) {
            this.cells[i] = cells[i].clone();
        }
    }

    // INVARIANT: more trust never gives a stricter cell, and more impact never a milder one.
    Oversight at(TrustLevel trust, Impact impact) {
        return cells[trust.ordinal()][impact.ordinal()];
    }

    /** Names each cell that breaks the order, if any, as a clause. */
    static Optional<String> flaw(Oversight[][] cells, int level, int impact) {
        if (impact > 0 && cells[level][impact].compareTo(cells[level][impact - 1]) < 0) {
            return Optional.of("milder than the cell for less impact, " + Impact.values()[impact - 1] + ": "
                    + Fieldset.name(cells[level][impact - 1]));
        }
        if (level > 0 && cells[level][impact].compareTo(cells[level - 1][impact]) > 0) {
            return Optional.of("stricter than the cell for less trust, " + TrustLevel.values()[level - 1] + ": "
                    + Fieldset.name(cells[level - 1][impact]));
        }
        return Optional.empty();
    }
}
