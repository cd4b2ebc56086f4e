/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * A time of the week, by the clock of one place. A window whose end is not after its start goes on past midnight and belongs
 * to the day on which it begins.
 *
 * @param days the days on which it begins
 * @param from its start, inclusive
 * @param to its end, exclusive
 * @param zone the place
 */
record TimeWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    TimeWindow {
        days = Set.copyOf(days);
    }

    boolean contains(Instant instant) {
        ZonedDateTime there = instant.atZone(zone);
        LocalTime time = there.toLocalTime();
        DayOfWeek today = there.getDayOfWeek();
        if (from.isBefore(to)) {
            return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
        }
        return (days.contains(today) && !time.isBefore(from)) || (days.contains(today.minus(1)) && time.isBefore(to));
    }

    /** Tells whether every instant of another window is in this one; false where that is not plain to see. */
    boolean covers(TimeWindow other) {
        return equals(other)
                || (zone.equals(other.zone)
                        && days.containsAll(other.days)
                        && from.isBefore(to)
                        && other.from.isBefore(other.to)
                        && !from.isAfter(other.from)
                        && !to.isBefore(other.to))
                || (from.equals(to) && days.equals(EnumSet.allOf(DayOfWeek.class)));
    }
}
