/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.impact;

import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Works out how bad an action could be, and says why.
 *
 * <p>Immutable and safe for use by several threads. Takes less than a microsecond per effect. More reach, less reversibility,
 * an environment nearer to production, more sensitive data and less coverage never give less impact; an environment that is
 * not known counts as production.
 */
@SuppressWarnings(
        "EnumOrdinal") // the grids are indexed by it; the order of these enumerations is part of their contract
public final class ImpactTable {

    /*
     * The order is kept by the way the impact is put together, not by care in filling the table in:
     *
     *   impact = max( min(base(reach, reversibility), ceilings of the kind), data(reach, sensitivity), floors of the kind )
     *
     * The two grids are monotone (checked when the table loads), a ceiling is constant for its kind, and a floor holds from
     * some reach or from production on, upwards. Minimum and maximum of monotone functions are monotone.
     */

    private static final ImpactTable STANDARD = ImpactTableReader.standard();

    /**
     * What an impact rests on, for one effect.
     *
     * @param effect the effect
     * @param impact how bad it could be
     * @param rule the line of the table that decided
     * @param why why that matters, as a sentence
     */
    public record Line(Effect effect, Impact impact, String rule, String why) {
        /** Checks that nothing is null. */
        public Line {
            Objects.requireNonNull(effect, "effect");
            Objects.requireNonNull(impact, "impact");
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * How bad an action could be.
     *
     * @param impact that of the worst effect, and more where something was not understood
     * @param lines one for each effect, in the order of the effects
     */
    public record Assessed(Impact impact, List<Line> lines) {
        /** Checks and copies. */
        public Assessed {
            Objects.requireNonNull(impact, "impact");
            lines = List.copyOf(lines);
        }
    }

    /** A cell of a grid, with its sentence. */
    record Cell(Impact impact, String why) {}

    private final Cell[][] base;
    private final Cell[][] data;
    private final Map<Coverage, Impact> coverage;
    private final List<ImpactLine> lines;
    private final Map<EffectKind, List<ImpactLine>> linesByKind;

    ImpactTable(Cell[][] base, Cell[][] data, Map<Coverage, Impact> coverage, List<ImpactLine> lines) {
        this.base = copy(base);
        this.data = copy(data);
        this.coverage = new EnumMap<>(coverage);
        this.lines = List.copyOf(lines);
        this.linesByKind = new EnumMap<>(EffectKind.class);
        for (EffectKind kind : EffectKind.values()) {
            linesByKind.put(
                    kind,
                    lines.stream().filter(line -> line.kinds().contains(kind)).toList());
        }
    }

    /** Returns the table that ships with the library. */
    public static ImpactTable standard() {
        return STANDARD;
    }

    /** Returns how bad an action could be. */
    // INVARIANT: monotone in reach, reversibility, environment, data and coverage.
    public Assessed assess(Classification classification) {
        Impact worst = Objects.requireNonNull(coverage.get(classification.coverage()));
        List<Line> found = new ArrayList<>(classification.effects().size());
        for (Effect effect : classification.effects()) {
            Line line = assess(effect);
            found.add(line);
            worst = Impact.worst(worst, line.impact());
        }
        return new Assessed(worst, found);
    }

    Line assess(Effect effect) {
        Cell cell = base[effect.reach().ordinal()][effect.reversibility().ordinal()];
        Line best = new Line(effect, cell.impact(), "impact.reach", cell.why());
        List<ImpactLine> own = Objects.requireNonNull(linesByKind.get(effect.kind()));
        for (ImpactLine line : own) {
            if (line.ceiling() && line.impact().compareTo(best.impact()) <= 0) {
                best = line(effect, line);
            }
        }
        Cell moved = data[effect.reach().ordinal()][effect.data().ordinal()];
        if (moved.impact().compareTo(best.impact()) > 0) {
            best = new Line(effect, moved.impact(), "impact.data", moved.why());
        }
        for (ImpactLine line : own) {
            // Of a general and a special reason for the same impact, the special one is told.
            int order = line.impact().compareTo(best.impact());
            if (!line.ceiling() && line.holds(effect) && (order > 0 || (order == 0 && isGeneral(best)))) {
                best = line(effect, line);
            }
        }
        return best;
    }

    private static boolean isGeneral(Line line) {
        return line.rule().equals("impact.reach");
    }

    private static Line line(Effect effect, ImpactLine line) {
        return new Line(effect, line.impact(), line.id(), line.why());
    }

    List<ImpactLine> lines() {
        return lines;
    }

    private static Cell[][] copy(Cell[][] grid) {
        Cell[][] copy = new Cell[grid.length][];
        for (int i = 0; i < grid.length; i++) {
            copy[i] = grid[i].clone();
            for (int j = 0; j < grid[i].length; j++) {
                boolean fallsInRow = j > 0 && grid[i][j].impact().compareTo(grid[i][j - 1].impact()) < 0;
                boolean fallsInColumn = i > 0 && grid[i][j].impact().compareTo(grid[i - 1][j].impact()) < 0;
                if (fallsInRow || fallsInColumn) {
                    throw new IllegalArgumentException("the grid falls at " + i + ", " + j);
                }
            }
        }
        return copy;
    }
}
